import { User } from "#domain/user.ts";
import { fact } from "#platform/fact.ts";

/** An account moved to another address: the former one is to be told. */
export const emailChanged = fact("email.changed.v1", "user", User.pick({ userId: true }));
