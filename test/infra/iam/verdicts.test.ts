import { describe, expect, it } from "vitest";
import { type PolicyKind, readPolicy } from "../../../infra/local/iam/policy.ts";
import { judge, type Principal, type Verdict } from "../../../infra/local/iam/verdict.ts";
import { named, rows, statement } from "./policy-text.ts";

/** Policies are lines of `policy-text.ts`; a call is `<action> <resource> [by <principal>] [where <key>=<value>]`. */
function verdict(policies: string, call: string): Verdict {
  const [action = "", resource = "", ...more] = named(call).split(" ");
  const option = (name: string) => (more.includes(name) ? more[more.indexOf(name) + 1] : undefined);
  const written = policies === "" ? [] : policies.split(";").map((line) => statement(line.trim()));
  const read = (kind: PolicyKind, of: typeof written) =>
    of.flatMap((Statement) => readPolicy(kind, kind, { Statement }));
  const [key, value = ""] = option("where")?.split("=") ?? [];
  const statements = read(
    "identity",
    written.filter((one) => !("Principal" in one)),
  );
  const by = option("by");
  const principal: Principal =
    by === undefined
      ? { kind: "role", arn: named("$role"), statements }
      : by === "anybody"
        ? { kind: "anonymous" }
        : { kind: "service", name: by };
  const asked = { action, resource, context: key === undefined ? {} : { [key]: value } };
  return judge(
    asked,
    principal,
    read(
      "resource",
      written.filter((one) => "Principal" in one),
    ),
  );
}

const actions = `
                                                   | dynamodb:GetItem $table       | no  | nothing is allowed by default
allow dynamodb:GetItem on $table                   | dynamodb:GetItem $table       | yes | an exact action
allow dynamodb:GetItem on $table                   | dynamodb:PutItem $table       | no  | another action of the service
allow dynamodb:GetItem,dynamodb:PutItem on $table  | dynamodb:PutItem $table       | yes | one of several
allow DynamoDB:getitem on $table                   | dynamodb:GetItem $table       | yes | actions and services have no case
allow dynamodb:*Get* on $table                     | dynamodb:BatchGetItem $table  | yes | a wildcard
allow dynamodb:*Get* on $table                     | dynamodb:Query $table         | no  | a wildcard that does not fit
allow s3:?etObject on $media/a                     | s3:GetObject $media/a         | yes | ? is one character
allow s3:?GetObject on $media/a                    | s3:GetObject $media/a         | no  | ? is not none
allow sqs:* on $queue                              | sqs:SendMessage $queue        | yes | all of a service
allow sns:* on $queue                              | sqs:SendMessage $queue        | no  | all of another service
allow * on *                                       | sqs:SendMessage $queue        | yes | everything
allow s3:GetObject on $media/*                     | s3:GetObjectAcl $media/a      | no  | an action is not its longer name`;

const resources = `
allow dynamodb:Query on $table                     | dynamodb:Query $table/index/gsi1                | no  | a table is not its index
allow dynamodb:Query on $table/index/gsi1          | dynamodb:Query $table                           | no  | nor an index its table
allow dynamodb:Query on $table/index/gsi1          | dynamodb:Query $table/index/gsi1                | yes | an index by name
allow dynamodb:Query on $table/index/gsi1          | dynamodb:Query $table/index/gsi2                | no  | another index
allow dynamodb:Query on $table/index/*             | dynamodb:Query $table/index/gsi2                | yes | all indexes
allow dynamodb:GetRecords on $table                | dynamodb:GetRecords $table/stream/2026T01:02.3  | no  | a table is not its stream
allow dynamodb:* on $table*                        | dynamodb:GetRecords $table/stream/2026T01:02.3  | yes | a table and all below it
allow dynamodb:* on $table/stream/2026T01:02.3     | dynamodb:GetRecords $table/stream/2026T01:02.3  | yes | a stream by its label, colons and all
allow dynamodb:* on $table/stream/*                | dynamodb:GetRecords $table/stream/2026T01:02.3  | yes | any stream of a table
allow sqs:* on arn:aws:sqs:eu-west-1:111122223333:Mails | sqs:SendMessage $queue                     | no  | names have case
allow s3:PutObject on $media                       | s3:PutObject $media/a                           | no  | a bucket is not its objects
allow s3:ListBucket on $media/*                    | s3:ListBucket $media                            | no  | nor objects their bucket
allow s3:PutObject on $media/posters/*.png         | s3:PutObject $media/posters/1/a.png             | yes | * goes over slashes
allow s3:PutObject on $media/1*0                   | s3:PutObject $media/12:30                       | yes | * goes over colons in a name
allow s3:PutObject on $media/*                     | s3:PutObject arn:aws:s3:::media-2/a             | no  | a name is not a longer name
allow s3:PutObject on arn:aws:s3:::me.ia/*         | s3:PutObject $media/a                           | no  | a point is a point
allow sqs:* on arn:aws:sqs:eu-west-1:111122223333:mail? | sqs:SendMessage $queue                     | yes | ? in a name
allow sqs:* on arn:aws:sqs:*:111122223333:mails    | sqs:SendMessage $queue                          | yes | any region
allow sqs:* on arn:aws:sqs:e*1:mails               | sqs:SendMessage $queue                          | no  | * within a segment stays in it
allow sqs:* on arn:aws:sqs:eu-*                    | sqs:SendMessage $queue                          | yes | * at a segment's end goes beyond it
allow sqs:* on arn:aws:sqs:eu-west-1:999922223333:mails | sqs:SendMessage $queue                     | no  | another account
allow sqs:* on $table,$queue                       | sqs:SendMessage $queue                          | yes | one of several`;

const conditions = `
allow * on * if ArnEquals aws:SourceArn $rule                     | sqs:SendMessage $queue where aws:sourcearn=$rule | yes | a condition that holds
allow * on * if ArnEquals aws:SourceArn $rule                     | sqs:SendMessage $queue                           | no  | a missing key
allow * on * if ArnEquals AWS:sourcearn $rule                     | sqs:SendMessage $queue where aws:sourcearn=$rule | yes | keys have no case
allow * on * if ArnLike aws:SourceArn arn:aws:events:*:*:rule/f*  | sqs:SendMessage $queue where aws:sourcearn=$rule | yes | wildcards
allow * on * if ArnEquals aws:SourceArn arn:aws:*:*:*:rule/f*     | sqs:SendMessage $queue where aws:sourcearn=$rule | yes | ArnEquals is ArnLike
allow * on * if ArnLike aws:SourceArn arn:aws:events:*:rule/f*    | sqs:SendMessage $queue where aws:sourcearn=$rule | no  | segments are compared one by one
allow * on * if StringEquals aws:SourceAccount 1*                 | sqs:SendMessage $queue where aws:sourceaccount=11 | no | StringEquals has no wildcards
allow * on * if StringEquals ses:FromAddress A@b.c                | ses:SendEmail * where ses:fromaddress=a@b.c      | no  | and has case
allow * on * if StringLike ses:FromAddress *@b.?                  | ses:SendEmail * where ses:fromaddress=a@b.c      | yes | StringLike has wildcards
allow * on * if StringLike ses:FromAddress *@B.c                  | ses:SendEmail * where ses:fromaddress=a@b.c      | no  | and case, too
allow * on * if StringEquals aws:SourceAccount 1,2                | sqs:SendMessage $queue where aws:sourceaccount=2 | yes | one of several values
allow * on * if StringEquals aws:SourceAccount 2 and ArnEquals aws:SourceArn $rule | sqs:SendMessage $queue where aws:sourceaccount=2 | no | all keys must hold
allow * on * if Bool aws:SecureTransport True                     | s3:GetObject $media/a where aws:securetransport=true | yes | a truth value has no case`;

const denials = `
allow s3:* on *; deny s3:PutObject on *                 | s3:PutObject $media/a | no  | a deny beats an allow
deny s3:PutObject on *; allow s3:* on *                 | s3:PutObject $media/a | no  | in either order
allow s3:* on *; deny s3:PutObject on *                 | s3:GetObject $media/a | yes | a deny of something else
allow s3:* on *; deny s3:* on * for everybody           | s3:PutObject $media/a | no  | the resource's deny beats the role's allow
deny sqs:* on *; allow sqs:* on * for everybody         | sqs:SendMessage $queue | no | the role's deny beats the resource's allow
allow s3:* on *; deny s3:* on * for $root               | s3:PutObject $media/a | no  | a deny of the account denies its roles
allow s3:* on *; deny s3:* on * for * if Bool aws:SecureTransport false | s3:PutObject $media/a where aws:securetransport=true  | yes | a deny whose condition does not hold
allow s3:* on *; deny s3:* on * for * if Bool aws:SecureTransport false | s3:PutObject $media/a where aws:securetransport=false | no  | and one whose condition does`;

const principals = `
allow sqs:* on $queue for $role                | sqs:SendMessage $queue                         | yes | the queue lets a role in that may nothing itself
allow sqs:* on $queue for $role-2              | sqs:SendMessage $queue                         | no  | another role
allow sqs:* on $queue for $root                | sqs:SendMessage $queue                         | no  | letting the account in lets no role in
allow sqs:* on $queue for 111122223333         | sqs:SendMessage $queue                         | no  | nor does it by number
allow sqs:* on $queue for events.amazonaws.com | sqs:SendMessage $queue by events.amazonaws.com | yes | a service by name
allow sqs:* on $queue for events.amazonaws.com | sqs:SendMessage $queue by s3.amazonaws.com     | no  | another service
allow sqs:* on $queue for events.amazonaws.com | sqs:SendMessage $queue                         | no  | a role is no service
allow sqs:* on $queue for events.amazonaws.com if ArnEquals aws:SourceArn $rule | sqs:SendMessage $queue by events.amazonaws.com where aws:sourcearn=$rule | yes | for one source
allow sqs:* on $queue for events.amazonaws.com if ArnEquals aws:SourceArn $rule | sqs:SendMessage $queue by events.amazonaws.com where aws:sourcearn=$rule-2 | no | for another
                                               | sqs:SendMessage $queue by events.amazonaws.com | no  | a service without a policy
allow * on *                                   | sqs:SendMessage $queue by events.amazonaws.com | no  | a role's policy says nothing of a service
allow s3:* on * for *                          | s3:GetObject $media/a by anybody               | yes | everybody is anybody
allow s3:* on * for $role                      | s3:GetObject $media/a by anybody               | no  | a role is not`;

describe.each([actions, resources, conditions, denials, principals].map(rows))("IAM's verdict", (...table) => {
  it.each(table)("%s | %s | %s | %s", (policies = "", call = "", allowed) => {
    expect(verdict(policies, call).allowed).toBe(allowed === "yes");
  });
});

const reasons = `
                                                | sqs:SendMessage $queue                         | because no identity-based policy allows the sqs:SendMessage action
                                                | sqs:SendMessage $queue by events.amazonaws.com | because no resource-based policy allows the sqs:SendMessage action
deny * on *                                     | sqs:SendMessage $queue                         | with an explicit deny in an identity-based policy
allow * on *; deny sqs:* on $queue for everybody | sqs:SendMessage $queue                        | with an explicit deny in a resource-based policy`;

it.each(rows(reasons))("%s | %s | %s", (policies = "", call = "", because) => {
  expect(verdict(policies, call)).toEqual({ allowed: false, because });
});
