import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { env } from "#platform/env.ts";
import { factSource, type Told } from "#platform/fact.ts";

const client = new EventBridgeClient({});

/** EventBridge takes ten entries a call. */
const perCall = 10;

/**
 * Publishes facts. EventBridge answers 200 with failed entries inside: whatever failed makes this throw, so that the
 * batch comes again. Readers are repeat-safe.
 */
export async function tell(facts: readonly Told[]): Promise<void> {
  for (let from = 0; from < facts.length; from += perCall) {
    const entries = facts.slice(from, from + perCall).map(({ id, type, at, by, data }) => ({
      EventBusName: env("BUS_NAME"),
      Source: factSource,
      DetailType: type,
      Time: new Date(at),
      Detail: JSON.stringify({ id, at, by, data }),
    }));
    const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: entries }));
    const reasons = Entries?.flatMap(({ ErrorCode }) => ErrorCode ?? []).join(", ");
    if (FailedEntryCount) throw new Error(`The bus refused ${FailedEntryCount} of ${entries.length}: ${reasons}`);
  }
}
