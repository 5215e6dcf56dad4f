import { Fault, type FaultCode } from "#domain/fault.ts";

/** AWS's ways of saying "not now": the caller may try again, and nothing was changed. */
const passing = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "ThrottledException",
  "RequestLimitExceeded",
  "InternalServerError",
  "InternalServiceError",
  "ServiceUnavailable",
  "TimeoutError",
  "TransactionInProgressException",
  // A single write that met a transaction on the same item.
  "TransactionConflictException",
]);

function names(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  return [error.name, ...names(error.cause)];
}

/** The fault a caller sees for whatever was thrown: a declared one as it is, a passing one as 503, the rest as 500. */
export function asFault(error: unknown, declared: readonly FaultCode[]): Fault {
  if (error instanceof Fault && declared.includes(error.code)) return error;
  if (names(error).some((name) => passing.has(name))) return new Fault("unavailable");
  return new Fault("internal_error", "The failure was logged under this request's id.");
}
