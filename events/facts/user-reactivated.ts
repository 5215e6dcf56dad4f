import { User } from "#domain/user.ts";
import { fact } from "#platform/fact.ts";

/** Somebody who was suspended may come in again. */
export const userReactivated = fact("user.reactivated.v1", "user", User.pick({ userId: true }));
