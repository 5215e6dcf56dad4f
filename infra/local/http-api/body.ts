import type { IncomingMessage } from "node:http";

/** API Gateway takes no more than 10 MB. */
const bodyLimit = 10 * 1024 * 1024;

/** The whole body, or undefined as soon as it is known to be too large. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > bodyLimit) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  // Left unread rather than destroyed: the refusal still has to go out on this connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes: Buffer = chunk;
    length += bytes.length;
    if (length > bodyLimit) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
