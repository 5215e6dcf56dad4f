import { User } from "#domain/user.ts";
import { fact } from "#platform/fact.ts";

/** A person made an account; its address is not verified yet. */
export const userRegistered = fact("user.registered.v1", "user", User.pick({ userId: true, locale: true }));
