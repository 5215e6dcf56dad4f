import { randomBytes } from "node:crypto";
import { countFrom } from "#data/count.ts";
import { loadCredential } from "#data/load-credential.ts";
import { openAccount } from "#data/open-account.ts";
import { tellOwner } from "#data/tell-owner.ts";
import { refuseCommon } from "#domain/common-password.ts";
import { perAddress, perNetwork } from "#domain/limit.ts";
import { normalizeEmail } from "#domain/text.ts";
import { registrationRepeated } from "#events/facts/registration-repeated.ts";
import { userRegistered } from "#events/facts/user-registered.ts";
import { register } from "#functions/auth/register.ts";
import { hashPassword } from "#platform/password-hash.ts";
import { serve } from "#platform/serve.ts";

/** Either way: one count, one hash, one read and one transaction of three writes. */
export const handler = serve(register, async ({ input, http, newId, change }) => {
  const { password, ...profile } = input;
  refuseCommon(password, profile.email);
  await countFrom(http.ip, perNetwork.registrations, change());
  const email = normalizeEmail(profile.email);
  const [passwordHash, known] = await Promise.all([hashPassword(password), loadCredential(email)]);
  const userId = newId();
  const person = { ...profile, userId, role: "attendee" as const, isActive: true };
  const login = { email, userId, passwordHash };
  const auditKey = { key: randomBytes(32).toString("base64") };
  const isNew = !known && (await openAccount(person, login, auditKey, change(userRegistered)));
  if (!isNew) await tellOwner(email, true, perAddress.registrations, change(registrationRepeated), 3);
});
