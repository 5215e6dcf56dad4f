import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Outcome } from "#test/chaos/run.ts";

/** The run itself broke: neither good nor bad, and always a defect of the test or the local cloud. */
export type Broken = { readonly seed: number; readonly failure: string };

/** As many as there are cores here: one thing at a time happens in a seed, so a second one fills the gaps. */
const processes = 2;

/** Runs seeds side by side, each in a process of its own; tells each outcome as it comes, until told to stop. */
export async function runSeeds(
  assembly: string,
  seeds: readonly number[],
  told: (outcome: Outcome | Broken) => "go on" | "stop",
): Promise<void> {
  const waiting = [...seeds];
  const work = async () => {
    const child = await started(assembly);
    try {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        const answer = await asked(child, seed);
        if (told(answer) === "stop") waiting.length = 0;
      }
    } finally {
      child.disconnect();
      await once(child, "exit");
    }
  };
  await Promise.all(Array.from({ length: Math.min(processes, seeds.length) }, work));
}

async function started(assembly: string): Promise<ChildProcess> {
  const file = fileURLToPath(new URL("./seed-process.ts", import.meta.url));
  // Most of the work is threads that start and soon end: with room from the start, they seldom collect garbage.
  const execArgv = ["--min-semi-space-size=32"];
  const child = fork(file, [assembly], { stdio: ["ignore", "inherit", "inherit", "ipc"], execArgv });
  await once(child, "message");
  return child;
}

async function asked(child: ChildProcess, seed: number): Promise<Outcome | Broken> {
  const over = new AbortController();
  const { signal } = over;
  const ended = once(child, "exit", { signal }).then(() => ({ seed, failure: "its process ended" }));
  const answered = once(child, "message", { signal }).then(([answer]: (Outcome | Broken)[]) => answer);
  child.send(seed);
  try {
    return (await Promise.race([answered, ended])) ?? { seed, failure: "no answer" };
  } finally {
    over.abort();
    await Promise.allSettled([answered, ended]);
  }
}
