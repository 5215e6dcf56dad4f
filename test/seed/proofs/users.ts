import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import { credential } from "#data/credential.ts";
import { user } from "#data/user.ts";
import { normalizeEmail } from "#domain/text.ts";
import { User } from "#domain/user.ts";
import { login } from "#functions/auth/login.ts";
import { register } from "#functions/auth/register.ts";
import { resetPassword } from "#functions/auth/reset-password.ts";
import { operations } from "#functions/operations.ts";
import { getMe } from "#functions/users/get-me.ts";
import { getUser } from "#functions/users/get-user.ts";
import { reactivateUser } from "#functions/users/reactivate-user.ts";
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
  operations: [register, getMe, updateMe],
  shown,
  stored: itemOf,
  columns: {
    id: { as: "userId" },
    is_active: {
      operations: [getUser, suspendUser, reactivateUser],
      differently: "For admins; people see their own account only while it is open.",
      async holds() {
        const [person] = await aCrowd(1);
        const { token } = await anAdmin();
        const { userId = "" } = person ?? {};
        const account = async () => isDone(await api.call(getUser, { userId }, { token })).isActive;
        expect(await account()).toBe(true);
        isDone(await api.call(suspendUser, { userId }, { token }));
        expect(await account()).toBe(false);
        isRefused(await api.call(getMe, {}, { token: person?.token }), "unauthenticated");
      },
    },
    password_hash: {
      code: ["shared/domain/user.ts#passwordHash:", "shared/platform/password-hash.ts#hashPassword"],
      operations: [register, login, resetPassword],
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
