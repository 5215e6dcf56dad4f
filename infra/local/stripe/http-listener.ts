import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../http-api/body.ts";
import { openOrigin } from "../http-api/origin.ts";

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
export const listen = async (handler: Handler): Promise<{ url: string; stop(): Promise<void> }> => {
  const { url, serve, close } = await openOrigin(0);
  serve(async (incoming, outgoing) => {
    const { method = "GET", headers, url: target = "/" } = incoming;
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? ""))
      return send(outgoing, plain(403, "Unknown host\n"));
    const body = await readBody(incoming);
    if (body === undefined) return send(outgoing, plain(413, "Too large\n"));
    const { pathname: path, search } = new URL(target, url);
    const request = { method, path, query: search.slice(1), headers, body: body.toString() };
    const reply = await handler(request).catch((error: unknown) => {
      console.error("The Stripe double failed", error);
      return "drop" as const;
    });
    if (reply === "drop") outgoing.destroy();
    else if (reply !== "timeout") send(outgoing, reply);
  });
  return { url, stop: close };
};

export const plain = (status: number, body: string): HttpReply => ({
  status,
  headers: { "Content-Type": "text/plain; charset=utf-8" },
  body,
});

const send = (outgoing: ServerResponse, { status, headers, body }: HttpReply): void => {
  outgoing.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) }).end(body);
};
