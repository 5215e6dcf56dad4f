import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import * as z from "zod";
import { type FactDefinition, factSource } from "#platform/fact.ts";
import { stack } from "#test/support/this-stack.ts";

const Carrier = z.looseObject({
  fact: z.object({ id: z.string(), type: z.string() }),
  updatedAt: z.string(),
  changedBy: z.string(),
});

/** Tells the fact an item carries once more, so many times at once, as the bus may do with any fact. */
export async function tellAgain(definition: FactDefinition, stored: unknown, times = 1): Promise<void> {
  const item = Carrier.parse(stored);
  if (item.fact.type !== definition.type) throw new Error(`The item carries ${item.fact.type}`);
  const response = await fetch(new URL("/_local", stack().api));
  const { endpoint } = (await response.json()) as { endpoint: string };
  const credentials = { accessKeyId: "operator", secretAccessKey: "operator" };
  const client = new EventBridgeClient({ endpoint, region: "eu-central-1", credentials });
  const data = definition.detail.parse(item);
  const entry = {
    EventBusName: "bilten-local",
    Source: factSource,
    DetailType: definition.type,
    Detail: JSON.stringify({ id: item.fact.id, at: item.updatedAt, by: item.changedBy, data }),
  };
  const { FailedEntryCount } = await client.send(new PutEventsCommand({ Entries: Array(times).fill(entry) }));
  if (FailedEntryCount) throw new Error(`The bus refused ${definition.type}`);
}
