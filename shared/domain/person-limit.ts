import * as z from "zod";
import { Fault } from "#domain/fault.ts";
import { id } from "#domain/ids.ts";
import type { OrderLine } from "#domain/quote.ts";

/** What one person holds or has of an event's ticket types that are limited per person. */
export const PersonLimit = z.object({
  eventId: id,
  userId: id,
  counts: z.record(z.string(), z.int().min(1)),
});
export type PersonLimit = z.infer<typeof PersonLimit>;

type Counted = Pick<OrderLine, "ticketTypeId" | "quantity">;

/** The lines that count: those sold under a limit, whatever has become of it since. */
export const limitedOf = (lines: readonly OrderLine[]) =>
  lines.filter(({ maxPerPerson }) => maxPerPerson !== undefined);

/** The counts with these lines; throws `limit_exceeded` for the first that is too many. */
export function countedIn(counts: PersonLimit["counts"], lines: readonly OrderLine[]): PersonLimit["counts"] {
  const next = { ...counts };
  for (const { ticketTypeId, name, quantity, maxPerPerson } of limitedOf(lines)) {
    const had = next[ticketTypeId] ?? 0;
    if (had + quantity > (maxPerPerson ?? 0)) {
      throw new Fault("limit_exceeded", `At most ${maxPerPerson} × ${name} per person; you have or hold ${had}.`);
    }
    next[ticketTypeId] = had + quantity;
  }
  return next;
}

/** The counts without these. */
export function countedOut(counts: PersonLimit["counts"], parts: readonly Counted[]): PersonLimit["counts"] {
  const next = new Map(Object.entries(counts));
  for (const { ticketTypeId, quantity } of parts) next.set(ticketTypeId, (next.get(ticketTypeId) ?? 0) - quantity);
  return Object.fromEntries([...next].filter(([, count]) => count > 0));
}
