import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Clock } from "../seams.ts";
import type { MailWorkerData } from "./mail-worker.ts";

export type Mail = { readonly port: number; stop(): Promise<void> };

/**
 * Starts the emulator of SES and its inbox page, in a thread of its own: a malformed mail ends the process it runs
 * in. After such an end it is started again on the same port, with an empty inbox.
 */
export async function startMail(clock: Pick<Clock, "shared">): Promise<Mail> {
  let stopped = false;
  let { worker, port } = await launch(0, clock);
  const keepRunning = () => {
    worker.on("error", () => {});
    worker.once("exit", async () => {
      if (stopped) return;
      ({ worker } = await launch(port, clock));
      keepRunning();
    });
  };
  keepRunning();
  return {
    port,
    async stop() {
      stopped = true;
      await worker.terminate();
    },
  };
}

async function launch(wanted: number, clock: Pick<Clock, "shared">): Promise<{ worker: Worker; port: number }> {
  const workerData: MailWorkerData = { port: wanted, clock: clock.shared };
  // None of our own flags: some, such as --input-type, are for the main script only.
  const options = { workerData, stdout: true, stderr: true, execArgv: [] };
  const worker = new Worker(new URL("./mail-worker.ts", import.meta.url), options);
  worker.unref();
  const [port] = await once(worker, "message");
  return { worker, port };
}
