import type { IncomingMessage } from "node:http";

/** API Gateway takes no more than 10 MB. */
const bodyLimit = 10 * 1024 * 1024;

/** The whole body, or undefined if it is too large. That one is read to its end too, or its sender would never see the refusal. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    length += bytes.length;
    if (length > bodyLimit) chunks = [];
    else chunks.push(bytes);
  }
  return length > bodyLimit ? undefined : Buffer.concat(chunks);
}
