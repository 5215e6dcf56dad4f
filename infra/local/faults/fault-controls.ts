import type { Controls } from "../http-api/control.ts";
import { Scenario } from "./fault.ts";
import type { Faults } from "./faults.ts";

/** Sets faults, and tells which have hit. */
export function faultControls(faults: Faults): Controls {
  return {
    "GET /_local/faults": () => ({ body: { fired: faults.fired() } }),
    "POST /_local/faults": (input) => {
      const scenario = Scenario.safeParse(input);
      if (!scenario.success) return { status: 400, body: { message: scenario.error.message } };
      faults.set(scenario.data);
      return { body: scenario.data };
    },
  };
}
