type Entry = {
  readonly level?: string;
  readonly operation?: string;
  readonly status?: number;
  readonly milliseconds?: number;
  readonly code?: string;
  readonly type?: string;
  readonly error?: { readonly name?: string; readonly message?: string; readonly stack?: string };
};

/** What a request has used of DynamoDB. */
type Used = { readonly requests: number; readonly read: number; readonly write: number };

/** One line for a person out of a function's log line; nothing for what only machines care about. */
export function narrate(line: string, { requests, read, write }: Used): string | undefined {
  const entry = parse(line);
  if (!entry?.operation) return line.trim() === "" || line.startsWith("REPORT ") ? undefined : `        ${line}`;
  const { operation, status, milliseconds, code, type, error } = entry;
  const why = error ? `\n        ${error.stack ?? error.message}` : "";
  const used = requests > 0 ? ` ${write} WCU ${read} RCU` : "";
  if (status !== undefined) return `${status} ${operation} ${milliseconds} ms${used}${code ? ` ${code}` : ""}${why}`;
  if (type) return `      ${type} → ${operation}`;
  return error ? `  !   ${operation}${why}` : undefined;
}

function parse(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
}
