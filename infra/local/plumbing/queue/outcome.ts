import { isObject } from "../../json.ts";
import type { InvokeResult } from "../../seams.ts";
import type { MappingSettings } from "../mapping-settings.ts";
import type { Message } from "./event.ts";

/**
 * The messages a call was successful with, to be deleted. The others become visible again when their timeout is over.
 * An answer that names no message of the batch as failed, but something else, fails all of it.
 */
export function succeeded(
  result: InvokeResult,
  messages: readonly Message[],
  { reportsItemFailures }: Pick<MappingSettings, "reportsItemFailures">,
): readonly Message[] {
  if (!result.ok) return [];
  const failures = isObject(result.payload) ? result.payload.batchItemFailures : undefined;
  if (!reportsItemFailures || failures == null) return messages;
  if (!Array.isArray(failures)) return [];
  const failed = new Set(failures.map((failure: unknown) => (isObject(failure) ? failure.itemIdentifier : undefined)));
  const known = new Set(messages.map((message) => message.MessageId));
  for (const id of failed) if (typeof id !== "string" || !known.has(id)) return [];
  return messages.filter((message) => !failed.has(message.MessageId));
}
