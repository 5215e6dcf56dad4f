import { Profile, User } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const updateMe = operation("users/update-me", {
  method: "PATCH",
  path: "/v1/users/me",
  summary: "Change the caller's own profile; null takes the phone number out, preferences are set as a whole",
  auth: "user",
  input: User.pick({ firstName: true, lastName: true, locale: true, preferences: true })
    .extend({ phone: User.shape.phone.unwrap().nullable() })
    .partial(),
  output: Profile,
  success: 200,
  uses: ["table:get", "table:put"],
  faults: [],
  impact: "People cannot change their profile.",
});
