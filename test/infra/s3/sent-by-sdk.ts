import {
  GetObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { freshKey, type Outcome, type Storage } from "./opened-storage.ts";

type Request = { path: string; method: string; headers: Record<string, string>; body: unknown };
export type How = {
  /** Changes the request before it is signed, or when it is. */
  readonly before?: (request: Request) => void;
  readonly after?: (request: Request) => void;
  readonly config?: S3ClientConfig;
};

/** Calls by the SDK, altered on their way. */
export function sentBySdk(s3: Storage) {
  async function send(
    act: (client: S3Client) => Promise<unknown>,
    { before, after, config }: How = {},
  ): Promise<Outcome> {
    const client = s3.client(config);
    client.middlewareStack.add((next) => (args) => next(altered(args, before)), { step: "build" });
    client.middlewareStack.add((next) => (args) => next(altered(args, after)), {
      step: "finalizeRequest",
      priority: "low",
    });
    try {
      const { $metadata } = (await act(client)) as { $metadata: { httpStatusCode: number } };
      return { status: $metadata.httpStatusCode };
    } catch (error) {
      const { name, $metadata } = error as { name: string; $metadata: { httpStatusCode: number } };
      return { status: $metadata.httpStatusCode, code: name };
    }
  }
  return {
    send,
    put(input: Partial<PutObjectCommandInput> = {}, how: How = {}) {
      const command = new PutObjectCommand({ Bucket: "media", Key: freshKey(), Body: "hello", ...input });
      return send((client) => client.send(command), how);
    },
    get(Key: string, how: How = {}) {
      return send((client) => client.send(new GetObjectCommand({ Bucket: "media", Key })), how);
    },
  };
}

function altered<T extends object>(args: T, alter?: (request: Request) => void): T {
  if (alter && "request" in args) alter(args.request as Request);
  return args;
}
