import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { env } from "#platform/env.ts";

const client = new SESv2Client({});

export type MailFile = {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly content: Uint8Array;
  /** With it the file is part of the HTML text, which shows it as `cid:<contentId>`; without, it is attached. */
  readonly contentId?: string;
};

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly files?: readonly MailFile[];
};

/** Hands a mail to SES. It has no idempotency: who may run twice decides before whether to send again. */
export async function sendMail({ to, subject, text, html, files = [] }: Mail): Promise<void> {
  const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: env("MAIL_FROM"),
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: utf8(subject),
          Body: { Text: utf8(text), Html: utf8(html) },
          Attachments: files.map(({ name, type, content, contentId }) => ({
            FileName: name,
            ContentType: type,
            RawContent: content,
            ContentDisposition: contentId ? ("INLINE" as const) : ("ATTACHMENT" as const),
            ContentTransferEncoding: "BASE64" as const,
            ...(contentId && { ContentId: contentId }),
          })),
        },
      },
    }),
  );
}
