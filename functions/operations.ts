import { health } from "#functions/site/health.ts";
import type { Operation } from "#platform/operation.ts";

/** THE TABLE: every operation. Routes, Lambdas, roles, OpenAPI, the client and the tests loop over it. */
export const operations: readonly Operation[] = [health];
