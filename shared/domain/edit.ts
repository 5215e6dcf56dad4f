/**
 * An item with some of its fields edited, as a PATCH gives them: a field that is not given stays, `null` takes an
 * optional one away (its schema says which may be null).
 */
export function edited<T extends object>(item: T, edits: { readonly [K in keyof T]?: T[K] | null | undefined }): T {
  const given = Object.entries(edits).filter(([, value]) => value !== undefined);
  const fields = Object.entries({ ...item, ...Object.fromEntries(given) });
  return Object.fromEntries(fields.filter(([, value]) => value !== null)) as T;
}
