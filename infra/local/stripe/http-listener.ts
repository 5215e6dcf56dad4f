import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const MAX_BODY_BYTES = 1024 * 1024;

export type HttpRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

export type HttpReply = { readonly status: number; readonly headers: Record<string, string>; readonly body: string };
/** `timeout` leaves the caller waiting, `drop` cuts the connection. */
export type Handler = (request: HttpRequest) => Promise<HttpReply | "timeout" | "drop">;

/** Listens on 127.0.0.1 only, and answers only to that name, so that no web page can reach it by another. */
export const listen = async (port: number, handler: Handler): Promise<{ url: string; stop(): Promise<void> }> => {
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, handler).catch((error: unknown) => {
      console.error("The Stripe double failed", error);
      outgoing.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${bound}`, stop: () => close(server) };
};

const serve = async (incoming: IncomingMessage, outgoing: ServerResponse, handler: Handler): Promise<void> => {
  const { host = "" } = incoming.headers;
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) return send(outgoing, plain(403, "Unknown host\n"));
  const body = await read(incoming);
  if (body === undefined) return send(outgoing, plain(413, "Too large\n"));
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const { method = "GET", headers } = incoming;
  const reply = await handler({ method, path: url.pathname, query: url.search.slice(1), headers, body });
  if (reply === "drop") outgoing.destroy();
  else if (reply !== "timeout") send(outgoing, reply);
};

export const plain = (status: number, body: string): HttpReply => ({
  status,
  headers: { "Content-Type": "text/plain; charset=utf-8" },
  body,
});

const send = (outgoing: ServerResponse, { status, headers, body }: HttpReply): void => {
  outgoing.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) }).end(body);
};

const read = async (incoming: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk as Buffer);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString("utf8");
};

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
