import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import { credential } from "#data/credential.ts";
import { user } from "#data/user.ts";
import { normalizeEmail } from "#domain/text.ts";
import { User } from "#domain/user.ts";
import { confirmEmailChange } from "#functions/auth/confirm-email-change.ts";
import { login } from "#functions/auth/login.ts";
import { register } from "#functions/auth/register.ts";
import { resetPassword } from "#functions/auth/reset-password.ts";
import { verifyEmail } from "#functions/auth/verify-email.ts";
import { operations } from "#functions/operations.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { changeEmail } from "#functions/users/change-email.ts";
import { changePassword } from "#functions/users/change-password.ts";
import { changeRole } from "#functions/users/change-role.ts";
import { deactivateMe } from "#functions/users/deactivate-me.ts";
import { deleteUser } from "#functions/users/delete-user.ts";
import { eraseMe } from "#functions/users/erase-me.ts";
import { exportMyData } from "#functions/users/export-my-data.ts";
import { findUser } from "#functions/users/find-user.ts";
import { getMe } from "#functions/users/get-me.ts";
import { getUser } from "#functions/users/get-user.ts";
import { reactivateUser } from "#functions/users/reactivate-user.ts";
import { restoreUser } from "#functions/users/restore-user.ts";
import { suspendUser } from "#functions/users/suspend-user.ts";
import { updateMe } from "#functions/users/update-me.ts";
import { openapi } from "#platform/openapi.ts";
import type { Kept } from "#test/seed/table-proofs.ts";
import type { World } from "#test/seed/world.ts";
import { api } from "#test/support/api.ts";
import { aCrowd, anAdmin, stored } from "#test/support/operator.ts";
import { isDone, isRefused } from "#test/support/then.ts";

const shown = async (world: World) => isDone(await api.call(getMe, {}, await world.as(await world.buyer())));

async function itemOf(world: World) {
  const { userId } = await world.buyer();
  return (await stored(user.get({ userId }).params<GetCommandInput>())).item;
}

async function credentialOf(world: World) {
  const email = normalizeEmail((await world.buyer()).email);
  return (await stored(credential.get({ email }).params<GetCommandInput>())).item;
}

export const users: Kept = {
  table: "users",
  entity: "user",
  schema: User,
  code: ["shared/domain/user.ts#User", "shared/data/user.ts#user"],
  operations: [
    ...([register, getMe, updateMe, changeEmail, changeRole, getUser, findUser] as const),
    ...[exportMyData, deactivateMe, suspendUser, reactivateUser, deleteUser, restoreUser, eraseMe],
  ],
  shown,
  stored: itemOf,
  columns: {
    id: { as: "userId" },
    email: {
      operations: [register, verifyEmail, getMe, findUser, changeEmail, confirmEmailChange],
      also: ["test/functions/users/change-email.test.ts"],
    },
    role: {
      operations: [createOrganizer, changeRole, getMe, getUser],
      also: ["test/functions/users/rule-users.test.ts", "test/seed/enum-values.test.ts"],
    },
    is_active: {
      operations: [getUser, suspendUser, reactivateUser, deactivateMe, login, deleteUser, restoreUser],
      differently: "For admins; people see their own account only while it is open.",
      also: ["test/functions/users/rule-users.test.ts", "test/functions/users/deactivate-me.test.ts"],
      async holds() {
        const [person] = await aCrowd(1);
        const { token } = await anAdmin();
        const { userId = "" } = person ?? {};
        const account = async () => isDone(await api.call(getUser, { userId }, { token })).isActive;
        expect(await account()).toBe(true);
        isDone(await api.call(suspendUser, { userId }, { token }));
        expect(await account()).toBe(false);
        isRefused(await api.call(getMe, {}, { token: person?.token }), "unauthenticated");
        isDone(await api.call(reactivateUser, { userId }, { token }));
        expect(await account()).toBe(true);
        // The same by its owner: put to sleep, and woken.
        const { email = "", password = "" } = person ?? {};
        const { accessToken } = isDone(await api.call(login, { email, password }));
        isDone(await api.call(deactivateMe, { password }, { token: accessToken }), 204);
        expect(await account()).toBe(false);
        isDone(await api.call(login, { email, password }));
        expect(await account()).toBe(true);
      },
    },
    password_hash: {
      code: ["shared/domain/user.ts#passwordHash:", "shared/platform/password-hash.ts#hashPassword"],
      operations: [register, login, changePassword, resetPassword],
      differently: "In the credential, an item apart from the profile: no read of a profile can leak it.",
      async holds(world) {
        const { passwordHash } = await credentialOf(world);
        expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
        expect(await itemOf(world)).not.toHaveProperty("passwordHash");
        expect(JSON.stringify(openapi(operations))).not.toMatch(/passwordHash/i);
        expect(await shown(world)).not.toHaveProperty("passwordHash");
      },
    },
  },
};
