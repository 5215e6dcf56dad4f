import { describe, expect, it } from "vitest";
import type { Message } from "../../../infra/local/plumbing/queue/event.ts";
import { succeeded } from "../../../infra/local/plumbing/queue/outcome.ts";
import { afterFailure, outcomeOf } from "../../../infra/local/plumbing/stream/outcome.ts";
import type { StreamRecord } from "../../../infra/local/plumbing/stream/records.ts";
import type { InvokeResult } from "../../../infra/local/seams.ts";

const record = (SequenceNumber: string): StreamRecord => ({
  eventID: SequenceNumber,
  eventName: "INSERT",
  dynamodb: { SequenceNumber, ApproximateCreationDateTime: 0 },
});
const records = ["1", "2", "3", "4", "5"].map(record);
const message = (MessageId: string) => ({ MessageId }) as Message;
const messages = ["1", "2", "3"].map(message);

const answered = (payload: unknown): InvokeResult => ({ ok: true, payload });
const threw: InvokeResult = { ok: false, error: { errorType: "Error", errorMessage: "no" } };
const failed = (...ids: unknown[]) =>
  answered({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe("what an answer says of a batch of records", () => {
  const cases: [title: string, result: InvokeResult, failedFrom: number | "done"][] = [
    ["nothing", answered(undefined), "done"],
    ["no failures", answered({ batchItemFailures: [] }), "done"],
    ["null failures", answered({ batchItemFailures: null }), "done"],
    ["one failure", failed("3"), 2],
    ["the first of several failures counts", failed("4", "2"), 1],
    ["an unknown record", failed("9"), 0],
    ["an empty identifier", failed(""), 0],
    ["no list", answered({ batchItemFailures: "3" }), 0],
    ["an error", threw, 0],
  ];
  it.each(cases)("%s", (_, result, from) => {
    const settings = { reportsItemFailures: true, tumblingWindow: 0 };
    const outcome = from === "done" ? { kind: "done" } : { kind: "failed", from };
    expect(outcomeOf(result, records, settings)).toEqual(outcome);
  });

  it("is not asked unless the mapping reports item failures", () => {
    expect(outcomeOf(failed("3"), records, { reportsItemFailures: false, tumblingWindow: 0 })).toEqual({
      kind: "done",
    });
  });

  it("must hold a state within a window", () => {
    const settings = { reportsItemFailures: false, tumblingWindow: 1 };
    expect(outcomeOf(answered({ state: {} }), records, settings)).toEqual({ kind: "done" });
    expect(outcomeOf(answered({}), records, settings)).toEqual({ kind: "failed", from: 0 });
  });
});

describe("what is done after a failure", () => {
  const batch = { records, invocations: 1, retries: 2 };
  it("retries until the retries are used up", () => {
    const settings = { bisects: false, maximumRetries: 3 };
    expect(afterFailure(batch, settings)).toEqual([{ ...batch, retries: 3 }]);
    expect(afterFailure({ ...batch, retries: 3 }, settings)).toBe("give up");
  });

  it("halves for free, in order", () => {
    const halves = afterFailure(batch, { bisects: true, maximumRetries: 2 });
    expect(halves).toEqual([
      { ...batch, records: records.slice(0, 3) },
      { ...batch, records: records.slice(3) },
    ]);
    expect(afterFailure({ ...batch, records: [record("1")] }, { bisects: true, maximumRetries: 2 })).toBe("give up");
  });
});

describe("which messages of a batch succeeded", () => {
  const cases: [title: string, result: InvokeResult, succeeded: string[]][] = [
    ["all, if nothing is said", answered(undefined), ["1", "2", "3"]],
    ["none, after an error", threw, []],
    ["those not named", failed("2"), ["1", "3"]],
    ["none, if something unknown is named", failed("2", "9"), []],
    ["none, if something is named by null", failed(null), []],
    ["none, if the answer is malformed", answered({ batchItemFailures: {} }), []],
  ];
  it.each(cases)("%s", (_, result, ids) => {
    const done = succeeded(result, messages, { reportsItemFailures: true });
    expect(done.map(({ MessageId }) => MessageId)).toEqual(ids);
  });
});
