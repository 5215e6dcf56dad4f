import { User } from "#domain/user.ts";
import { fact } from "#platform/fact.ts";

/** Somebody got another role in Bilten. */
export const userRoleChanged = fact("user.role-changed.v1", "user", User.pick({ userId: true, role: true }));
