/** Whether a single write was refused because its condition did not hold. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "ConditionalCheckFailedException" || isRefused(error.cause);
}

/** Whether the write was done: false if its condition did not hold. Anything else is thrown. */
export async function holds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}
