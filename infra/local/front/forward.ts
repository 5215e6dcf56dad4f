import { Agent, type IncomingMessage, type RequestOptions, request } from "node:http";
import type { AwsAnswer, AwsCall } from "./call.ts";

const perHop = ["connection", "keep-alive", "transfer-encoding", "host"];
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** Hands a call to an emulator on this machine, with some headers replaced, over connections that stay open. */
export async function forward(port: number, call: AwsCall, replaced: Record<string, string> = {}): Promise<AwsAnswer> {
  const headers = { ...withoutHopHeaders(call.headers), ...replaced, "content-length": String(call.body.length) };
  const options = { host: "127.0.0.1", port, method: call.method, path: call.path, headers, agent };
  const response = await send(options, call.body);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const answered = withoutHopHeaders(response.headers);
  return { status: response.statusCode ?? 502, headers: answered, body: Buffer.concat(chunks) };
}

function send(options: RequestOptions, body: Buffer, again = true): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request(options, resolve);
    outgoing.once("error", (error: NodeJS.ErrnoException) => {
      // The far side closed an idle connection just as we picked it: it never saw the request.
      const idleClose = outgoing.reusedSocket && error.code === "ECONNRESET";
      if (again && idleClose) send(options, body, false).then(resolve, reject);
      else reject(error);
    });
    outgoing.end(body);
  });
}

function withoutHopHeaders(headers: AwsCall["headers"]): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || perHop.includes(name)) continue;
    kept[name] = typeof value === "string" ? value : [...value];
  }
  return kept;
}
