import { Credential } from "#domain/user.ts";
import { fact } from "#platform/fact.ts";

/** Somebody tried to register with an address that has an account: its owner is told by mail, the caller is not. */
export const registrationRepeated = fact("registration.repeated.v1", "credential", Credential.pick({ userId: true }));
