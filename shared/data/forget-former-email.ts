import { holds } from "#data/condition.ts";
import { user } from "#data/user.ts";
import { type Change, stamp } from "#domain/trail.ts";
import type { User } from "#domain/user.ts";

/** Forgets the address an account had before, once it was told of the change; not one that came after. */
export async function forgetFormerEmail({ userId, formerEmail }: User, change: Change): Promise<void> {
  const forgotten = user
    .patch({ userId })
    .set(stamp(change))
    .remove(["formerEmail"])
    .add({ version: 1 })
    .where((is, { eq }) => eq(is.formerEmail, formerEmail ?? ""));
  await holds(forgotten.go({ response: "none" }));
}
