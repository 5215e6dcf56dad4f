import type {
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  EventBridgeEvent,
  SQSBatchResponse,
  SQSEvent,
} from "aws-lambda";
import type { Change } from "#domain/trail.ts";
import { changes } from "#platform/change.ts";
import type { FactDefinition, Told } from "#platform/fact.ts";
import { log } from "#platform/log.ts";
import { newIdAt } from "#platform/new-id.ts";
import type { Subscriber, Trigger } from "#platform/subscriber.ts";

/** What a reaction is given besides the fact. It may run again with the same fact: every effect is keyed by it. */
export type Occasion = {
  readonly now: Date;
  readonly newId: () => string;
  readonly change: (tells?: FactDefinition) => Change;
  /** How many times this has been delivered, as far as is known: 1 at first. */
  readonly attempt: number;
};

type FactsTrigger = Extract<Trigger, { kind: "facts" }>;
type FactOf<S extends Subscriber> = S["trigger"] extends { facts: readonly (infer F extends FactDefinition)[] }
  ? F extends FactDefinition
    ? Told<F>
    : never
  : never;

/** The bus's envelope around a fact, as the relay writes it. */
type Envelope = EventBridgeEvent<string, { id: string; at: string; by: string; data: unknown }>;

function occasion(id: string, attempt = 1): Occasion {
  const now = new Date();
  const newId = newIdAt(now);
  return { now, newId, change: changes(now, id, newId), attempt };
}

/**
 * A Lambda that reacts to facts, straight from the bus or through a queue. From a queue each message stands alone: what
 * fails is reported and comes back, the others are done.
 */
export function react<const S extends Subscriber<FactsTrigger>>(
  subscriber: S,
  handler: (fact: FactOf<S>, occasion: Occasion) => Promise<void>,
) {
  const one = async (envelope: Envelope, attempt: number) => {
    const definition = subscriber.trigger.facts.find((fact) => fact.type === envelope["detail-type"]);
    if (!definition) throw new Error(`${subscriber.id} does not know the fact ${envelope["detail-type"]}`);
    const { id, at, by, data } = envelope.detail;
    const told = { id, type: definition.type, at, by, data: definition.detail.parse(data) };
    await handler(told as unknown as FactOf<S>, occasion(subscriber.id, attempt));
    log("info", subscriber.id, { fact: id, type: definition.type, attempt });
  };
  return async (event: Envelope | SQSEvent): Promise<SQSBatchResponse | undefined> => {
    if (!("Records" in event)) {
      await one(event, 1);
      return undefined;
    }
    const failed = await Promise.all(
      event.Records.map(async ({ body, messageId, attributes }) => {
        try {
          await one(JSON.parse(body), Number(attributes.ApproximateReceiveCount));
          return [];
        } catch (error) {
          log("warn", subscriber.id, { messageId, impact: subscriber.impact, error });
          return [{ itemIdentifier: messageId }];
        }
      }),
    );
    return { batchItemFailures: failed.flat() };
  };
}

/** A Lambda on the table's stream, batch by batch in order. What `handler` throws makes the whole batch come again. */
export function follow(
  subscriber: Subscriber<Extract<Trigger, { kind: "stream" }>>,
  handler: (records: readonly DynamoDBRecord[], occasion: Occasion) => Promise<void>,
) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    await handler(Records, occasion(subscriber.id));
    return { batchItemFailures: [] };
  };
}

/** A Lambda that runs on a schedule. */
export function onSchedule(
  subscriber: Subscriber<Extract<Trigger, { kind: "schedule" }>>,
  handler: (occasion: Occasion) => Promise<Readonly<Record<string, number>>>,
) {
  return async (): Promise<void> => {
    log("info", subscriber.id, await handler(occasion(subscriber.id)));
  };
}
