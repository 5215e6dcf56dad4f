import { expect, it } from "vitest";
import { runningFunctions } from "../local/running-functions.ts";

const source = `
  let calls = 0;
  export const handler = ({ wait }, { awsRequestId }) => {
    calls += 1;
    if (!wait) return calls;
    console.log("works on " + awsRequestId);
    return new Promise(() => {});
  }`;

it("ends the instance that works on an invocation, and no other", async () => {
  const { runtime, invoke, logged } = await runningFunctions({ work: source });
  const idOf = (line = "") => /works on (\S+)/.exec(line)?.[1] ?? "";
  const seen = async (count: number) => {
    while (logged.length < count) await new Promise(setImmediate);
    return idOf(logged[count - 1]);
  };
  expect(await invoke("work")).toEqual({ ok: true, payload: 1 });
  const first = invoke("work", { wait: true });
  const firstId = await seen(1);
  const second = invoke("work", { wait: true });
  const secondId = await seen(2);

  runtime.kill("somebody-else");
  runtime.kill(secondId);
  expect(await second).toMatchObject({
    error: {
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringContaining(`${secondId} Error: Runtime exited`),
    },
  });
  runtime.kill(firstId);
  expect(await first).toMatchObject({ error: { errorType: "Runtime.ExitError" } });
  expect(await invoke("work")).toEqual({ ok: true, payload: 1 });
}, 60_000);
