import type { AwsCall, Backend, Caller, Gate } from "../../front/call.ts";
import type { Controls } from "../../http-api/control.ts";
import type { TableSchemas } from "../table-schema.ts";
import { touchedItems } from "../touched-items.ts";
import { meterGets } from "./gets.ts";
import { type Charge, createLedger, type Ledger, type Metered } from "./ledger.ts";
import { meterPage } from "./pages.ts";
import { writeMeter } from "./writes.ts";

export type Meter = Omit<Ledger, "enter"> & {
  /** Has to be the innermost gate: it counts what is really carried out, and reads items past all others. */
  readonly gate: Gate;
  readonly controls: Controls;
};

/** Counts requests and capacity units by AWS's published rules, not by the emulator's own figures. */
export function createMeter(schemas: TableSchemas, spent: (charges: readonly Charge[]) => void = () => {}): Meter {
  const { enter, ...ledger } = createLedger();
  const meterWrites = writeMeter(schemas);

  function metered(call: AwsCall, backend: Backend): Promise<Metered> | undefined {
    if (call.service !== "dynamodb") return undefined;
    if (call.operation === "Query" || call.operation === "Scan") return meterPage(call, backend, schemas);
    const touched = touchedItems(call, schemas);
    if (touched.length === 0) return undefined;
    if (touched.every(({ access }) => access === "read")) return meterGets(call, touched, backend, schemas);
    return meterWrites(call, touched, backend);
  }

  return {
    ...ledger,
    async gate(call, next) {
      const metering = metered(call, next);
      if (!metering) return next(call);
      const { answer, charges } = await metering;
      enter({ operation: nameOf(call.caller), action: call.operation, requestId: call.tag?.requestId }, charges);
      spent(charges);
      return answer;
    },
    controls: {
      "GET /_local/meter": () => ({ body: ledger.read() }),
      "POST /_local/meter": ({ reset }) => {
        const body = ledger.read();
        if (reset === true) ledger.reset();
        return { body };
      },
    },
  };
}

/** A function's name, a service's principal, or an access key. */
function nameOf(caller: Caller): string {
  if (caller.kind === "function") return caller.arn.split(":")[6] ?? caller.arn;
  return caller.kind === "aws" ? caller.principal : (caller.accessKeyId ?? "anonymous");
}
