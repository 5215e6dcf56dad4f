import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { Where } from "./where.ts";

/** How a stage's AWS is reached, the time it lives in, and how what CloudFormation named in it begins. */
export type Reach = {
  readonly settings: Pick<DynamoDBClientConfig, "endpoint" | "region" | "credentials">;
  readonly now: Date;
  readonly beginning: string;
};

export async function reach({ api, stage }: Pick<Where, "api" | "stage">): Promise<Reach> {
  if (stage !== undefined) return { settings: {}, now: new Date(), beginning: `bilten-${stage}-` };
  const { endpoint, now } = await describedBy(api);
  const settings = { endpoint, region: "eu-central-1", credentials: operator };
  return { settings, now: new Date(now), beginning: "bilten-local-" };
}

const operator = { accessKeyId: "operator", secretAccessKey: "operator" };

const Description = z.object({ endpoint: z.url(), now: z.iso.datetime() });

/** What a local cloud says of itself; anything else that answers there is none. */
async function describedBy(api: string): Promise<z.output<typeof Description>> {
  const asked = fetch(new URL("/_local", api)).then((answer) => answer.json());
  const said: unknown = await asked.catch(() => undefined);
  const { data } = Description.safeParse(said);
  if (data) return data;
  throw new Error(`No local cloud answers at ${api}: start one with "npm start", or name it with --api, or a --stage`);
}
