import { jsonBody } from "../../front/call.ts";
import { listAt, objectAt } from "../../json.ts";
import type { Resource } from "../../seams.ts";
import { asObject, type Needs } from "./need.ts";

/**
 * Mail is sent under the address's own identity if it has one, else under its domain's. Where the caller put the MIME
 * together SES asks for `SendRawEmail`, too; what it asks for attachments is not documented, so here it is the same.
 */
export function sesNeeds(arn: (resource: string) => string, resources: readonly Resource[]): Needs {
  const identities = resources.filter(({ type }) => type === "AWS::SES::EmailIdentity");
  const verified = new Set(identities.map(({ properties }) => properties.EmailIdentity));
  return {
    SendEmail: (call) => {
      const { FromEmailAddress, Content } = jsonBody(call);
      const content = asObject(Content);
      const from = addressIn(FromEmailAddress ?? fromHeader(objectAt(content, "Raw").Data));
      const resource = arn(`identity/${verified.has(from) ? from : from.slice(from.lastIndexOf("@") + 1)}`);
      const raw = "Raw" in content || listAt(objectAt(content, "Simple"), "Attachments").length > 0;
      const actions = ["ses:SendEmail", ...(raw ? ["ses:SendRawEmail"] : [])];
      return actions.map((action) => ({ action, resource, context: { "ses:fromaddress": from } }));
    },
  };
}

/** `Ana <ana@example.com>` → `ana@example.com`. */
const addressIn = (from: unknown) => /<([^>]*)>\s*$/.exec(String(from))?.[1] ?? String(from).trim();

const fromHeader = (mime: unknown) => /^from:(.*)$/im.exec(Buffer.from(String(mime), "base64").toString("utf8"))?.[1];
