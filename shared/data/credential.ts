import { entity, primary } from "#data/entity.ts";
import { Credential } from "#domain/user.ts";

export const credential = entity("credential", Credential, {
  // Who may log in with this (normalized) address — its key is the address, so no two accounts share one.
  byEmail: primary("email#{email}", "credential"),
});
