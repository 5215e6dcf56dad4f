import { User } from "#domain/user.ts";
import { fact } from "#platform/fact.ts";

/** Somebody went away of their own will; logging in brings them back. */
export const userDeactivated = fact("user.deactivated.v1", "user", User.pick({ userId: true }));
