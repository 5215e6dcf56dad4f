import { stack } from "#test/support/this-stack.ts";

/** A mail as the double of SES keeps it. */
export type Mail = {
  readonly from: string;
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
  readonly body: { readonly html?: string; readonly text?: string };
  readonly attachments: readonly {
    readonly filename?: string;
    readonly contentType: string;
    readonly content: string;
  }[];
};

/** Every mail to an address so far, oldest first. Settle before, or what is on its way is not seen. */
export async function mailsTo(address: string): Promise<Mail[]> {
  const { mail } = stack();
  if (!mail) throw new Error("This stack has no inbox that tests can read");
  const response = await fetch(new URL("/store", mail));
  const { emails } = (await response.json()) as { emails: Mail[] };
  return emails.filter(({ destination }) => destination.to.some((to) => to.includes(address)));
}

/** The newest mail to an address. */
export async function lastMailTo(address: string): Promise<Mail> {
  const mail = (await mailsTo(address)).at(-1);
  if (!mail) throw new Error(`No mail to ${address}`);
  return mail;
}

/** The token in the newest mail to an address: the part of its link or text that only the reader of the mail knows. */
export async function tokenMailedTo(address: string): Promise<string> {
  const { body, subject } = await lastMailTo(address);
  const token = /[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/.exec(body.text ?? body.html ?? "")?.[0];
  if (!token) throw new Error(`No token in the mail "${subject}" to ${address}`);
  return token;
}
