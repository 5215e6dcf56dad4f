import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeEach } from "vitest";
import { createClock, installClock } from "../../../infra/local/clock.ts";
import { transactionConflicts } from "../../../infra/local/dynamodb/conflicts.ts";
import { laggingReplica } from "../../../infra/local/dynamodb/replica.ts";
import { tableSchemas } from "../../../infra/local/dynamodb/table-schema.ts";
import { dynamoDbFaults } from "../../../infra/local/faults/dynamodb-faults.ts";
import { type Fault, Scenario } from "../../../infra/local/faults/fault.ts";
import { faultGate } from "../../../infra/local/faults/fault-gate.ts";
import { createFaults } from "../../../infra/local/faults/faults.ts";
import type { AwsCall } from "../../../infra/local/front/call.ts";
import { openFront } from "../../../infra/local/front.ts";
import type { Resource } from "../../../infra/local/seams.ts";
import { arnOf, clientConfig } from "../resources.ts";

/** A front for all tests of a file, with a scenario's faults before it, and what of the calls came through to the backends. */
export async function openedFront(resources: readonly Resource[]) {
  const clock = createClock();
  const restoreClock = installClock(clock);
  const faults = createFaults();
  const killed: string[] = [];
  const carriedOut: AwsCall[] = [];
  const front = await openFront({ clock });
  const schemas = tableSchemas(resources);
  front.use(
    faultGate({ faults, clock, kill: (requestId) => killed.push(requestId) }),
    dynamoDbFaults(faults, schemas),
    transactionConflicts(schemas, faults, clock),
    laggingReplica({ schemas, faults, clock, replica: front.replica }),
  );
  await front.create(resources);
  front.watch((call) => carriedOut.push(call));
  /** Sets the faults and forgets what was seen. */
  function expecting(set: readonly (Partial<Fault> & Pick<Fault, "kind">)[], seed = 1): void {
    faults.set(Scenario.parse({ seed, faults: set }));
    for (const seen of [carriedOut, killed]) seen.length = 0;
  }
  beforeEach(() => expecting([]));
  afterAll(async () => {
    await front.stop();
    restoreClock();
  });
  const config = (maxAttempts = 1) => ({ ...clientConfig(front, arnOf.lambda("place-order")), maxAttempts });
  return {
    ...{ clock, faults, front, killed, carriedOut, schemas, config },
    db: (maxAttempts = 1) => new DynamoDBClient(config(maxAttempts)),
    expecting,
  };
}

/** What a call ends with: its answer, or the name of the error and its status. */
export async function outcomeOf(sent: Promise<unknown>): Promise<unknown> {
  return sent.catch((error: { name: string; code?: string; $metadata?: { httpStatusCode?: number } }) =>
    [error.code ?? error.name, error.$metadata?.httpStatusCode].filter((part) => part !== undefined).join(" "),
  );
}
