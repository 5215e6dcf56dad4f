/** One JSON line. Bodies, headers, tokens and addresses are never logged: only ids, codes and figures. */
export function log(
  level: "info" | "warn" | "error",
  operation: string,
  fields: Readonly<Record<string, unknown>>,
): void {
  const line = { level, operation, ...fields, ...(fields.error !== undefined && { error: described(fields.error) }) };
  console[level](JSON.stringify(line));
}

function described(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause: described(cause) }) };
}
