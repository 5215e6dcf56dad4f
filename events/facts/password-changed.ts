import { User } from "#domain/user.ts";
import { fact } from "#platform/fact.ts";

/** An account has a new password, by its owner or by who reads its mail. */
export const passwordChanged = fact("password.changed.v1", "user", User.pick({ userId: true }));
