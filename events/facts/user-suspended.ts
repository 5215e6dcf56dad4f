import { User } from "#domain/user.ts";
import { fact } from "#platform/fact.ts";

/** Bilten keeps somebody out from now on. */
export const userSuspended = fact("user.suspended.v1", "user", User.pick({ userId: true }));
