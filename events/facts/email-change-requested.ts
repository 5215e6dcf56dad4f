import { User } from "#domain/user.ts";
import { fact } from "#platform/fact.ts";

/** Somebody wants to move to another address: it is to be asked, and the present one to be told. */
export const emailChangeRequested = fact("email-change.requested.v1", "user", User.pick({ userId: true }));
