import { Credential } from "#domain/user.ts";
import { fact } from "#platform/fact.ts";

/** The owner of an account is to be sent a link that sets a new password. */
export const passwordResetRequested = fact(
  "password-reset.requested.v1",
  "credential",
  Credential.pick({ userId: true }),
);
