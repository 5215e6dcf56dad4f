import { afterAll, afterEach } from "vitest";
import { createClock, installClock } from "../../../infra/local/clock.ts";
import { createFaults } from "../../../infra/local/faults/faults.ts";
import { openFront } from "../../../infra/local/front.ts";
import { type Plumbing, startPlumbing } from "../../../infra/local/plumbing.ts";
import type { Resource } from "../../../infra/local/seams.ts";
import { arnOf, clientConfig } from "../resources.ts";
import { fakeRuntime, settle } from "./fakes.ts";

type Client<T> = new (config: ReturnType<typeof clientConfig>) => T;

/** A front for all tests of a file, in which each connects resources of its own to functions in memory. */
export async function connecting() {
  const clock = createClock();
  const putBack = installClock(clock);
  const front = await openFront({ clock });
  const faults = createFaults();
  let runtime = fakeRuntime({});
  let plumbing: Plumbing | undefined;
  const running = () => {
    if (!plumbing) throw new Error("Nothing is connected");
    return plumbing;
  };
  afterEach(() => plumbing?.stop());
  afterAll(async () => {
    putBack();
    await front.stop();
  });
  return {
    clock,
    front,
    faults,
    runtime: () => runtime,
    plumbing: running,
    async connect(resources: readonly Resource[], functions: Parameters<typeof fakeRuntime>[0] = {}): Promise<void> {
      runtime = fakeRuntime(functions);
      await front.create(resources);
      plumbing = await startPlumbing({ resources, clock, runtime, front, faults });
    },
    calls: (functionArn: string) => runtime.calls(functionArn),
    atRest: () => settle(running(), runtime),
    /** A client that signs as a function does. */
    client: <T>(of: Client<T>): T => new of(clientConfig(front, arnOf.lambda("worker"))),
  };
}

/** Items to write, by their partition keys. */
export const putting = (names: readonly string[]) =>
  names.map((pk) => ({ PutRequest: { Item: { pk: { S: pk }, sk: { S: "-" } } } }));
