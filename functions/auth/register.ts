import * as z from "zod";
import { Password } from "#domain/password.ts";
import { User } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const register = operation("auth/register", {
  method: "POST",
  path: "/v1/auth/register",
  summary: "Open an account; the answer is the same if the address has one, only the mail differs",
  auth: "public",
  input: z.object({
    ...User.pick({ email: true, firstName: true, lastName: true, phone: true }).shape,
    locale: User.shape.locale.default("en"),
    password: Password,
  }),
  output: undefined,
  success: 202,
  uses: ["table:get", "table:put", "table:update"],
  faults: ["too_many_requests"],
  impact: "Nobody can open an account.",
  memory: 1024,
});
