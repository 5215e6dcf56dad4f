import type { Server } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import sesLocal from "aws-ses-v2-local";
import { installClock, timeOf } from "../clock.ts";

/** What the thread is started with. Once it listens, it posts its port. */
export type MailWorkerData = { readonly port: number; readonly clock: SharedArrayBuffer };

const { port, clock }: MailWorkerData = workerData;
installClock({ now: timeOf(clock) });

// The package is CommonJS, so what it calls its default export arrives one level down.
type Start = (where: { host: string; port: number }) => Promise<Server>;
const start: Start = Reflect.get(sesLocal, "default");
const address = (await start({ host: "127.0.0.1", port })).address();
parentPort?.postMessage(address !== null && typeof address === "object" ? address.port : 0);
