import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A server that listens before there is anybody to answer: its address goes into the functions' environment. */
export type Origin = {
  readonly url: string;
  readonly port: number;
  /** Whether the wanted port was taken and another one is used. */
  readonly moved: boolean;
  /** From now on, this answers. */
  serve(handle: Handle): void;
  close(): Promise<void>;
};

/** Ports tried, one after the other, before giving up. */
const attempts = 50;

/** Listens on loopback at this port, any port for 0, or the next one that is free. */
export async function openOrigin(wanted: number): Promise<Origin> {
  let handle: Handle = async (_request, response) => {
    response.writeHead(503, { "retry-after": "1" }).end();
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // Whoever hung up needs no answer.
      if (response.destroyed) return;
      if (!response.headersSent) response.writeHead(500);
      response.end();
      console.error(error);
    });
  });
  // Longer than any test or person pauses, so that a kept connection is never closed under a request.
  server.keepAliveTimeout = 10 * 60_000;
  const port = await listenFrom(server, wanted);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    moved: wanted !== 0 && port !== wanted,
    serve: (next) => {
      handle = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listenFrom(server: Server, wanted: number): Promise<number> {
  for (let port = wanted; ; port += 1) {
    try {
      return await listen(server, port);
    } catch (error) {
      const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (!taken || port >= wanted + attempts || port >= 65_535) throw error;
    }
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}
