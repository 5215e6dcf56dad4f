import { parseArn } from "../../arn.ts";
import type { MappingSettings } from "../mapping-settings.ts";
import type { OpenWindow } from "./checkpoints.ts";
import type { StreamRecord } from "./records.ts";

type Source = Pick<MappingSettings, "sourceArn" | "tumblingWindow">;
type Windowed = { readonly window: OpenWindow; readonly final: boolean; readonly shardId: string };

/** What the function is called with. Only within a tumbling window is it told the shard. */
export function streamEvent(settings: Source, records: readonly StreamRecord[], windowed?: Windowed) {
  const Records = records.map((record) => eventRecord(record, settings.sourceArn));
  if (windowed === undefined) return { Records };
  const { window, final, shardId } = windowed;
  return {
    Records,
    window: { start: iso(window.start), end: iso(window.start + settings.tumblingWindow) },
    state: window.state,
    shardId,
    eventSourceARN: settings.sourceArn,
    isFinalInvokeForWindow: final,
    isWindowTerminatedEarly: false,
  };
}

const iso = (at: number) => new Date(at).toISOString().replace(".000Z", "Z");

/** Also what filters see. */
export function eventRecord(record: StreamRecord, eventSourceARN: string) {
  return { ...record, eventSource: "aws:dynamodb", awsRegion: parseArn(eventSourceARN).region, eventSourceARN };
}
