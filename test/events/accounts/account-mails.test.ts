import { describe, expect, it } from "vitest";
import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { register } from "#functions/auth/register.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { api } from "#test/support/api.ts";
import { lastMailTo, mailsTo } from "#test/support/inbox.ts";
import { aUser } from "#test/support/people.ts";
import { isDone } from "#test/support/then.ts";
import { stack } from "#test/support/this-stack.ts";
import { everythingSettles } from "#test/support/when.ts";

describe("the mails about an account", () => {
  it("come once each, say how to use their token, and are noted without it", async () => {
    const { email, password, token } = await aUser();
    await everythingSettles();
    isDone(await api.call(forgotPassword, { email }), 202);
    await everythingSettles();
    isDone(await api.call(register, { email, password, firstName: "Eve", lastName: "Adams" }), 202);
    await everythingSettles();

    const mails = await mailsTo(email);
    const titles = ["Verify your email address", "Set a new password", "You already have an account"];
    expect(mails.map(({ subject }) => subject)).toEqual(titles);
    const ways = ["/v1/auth/verify-email", "/v1/auth/reset-password", "/v1/auth/reset-password"];
    for (const [i, { body }] of mails.entries()) {
      const tokens = body.text?.match(/^[\w-]+\.[\w-]+\.[\w-]+$/gm);
      expect(tokens).toHaveLength(1);
      expect(body.html).toContain(tokens?.[0]);
      expect(body.text).toContain("Hello Nour,");
      expect(body.text).toContain(`POST ${stack().api}${ways[i]} with`);
    }

    const listed = isDone(await api.call(listMyNotifications, {}, { token })).items;
    expect(listed.map(({ title, type, status }) => [title, type, status])).toEqual(
      titles.toReversed().map((title) => [title, "email", "sent"]),
    );
    expect(JSON.stringify(listed)).not.toMatch(/[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/);
  });
});

describe("a mail about an account is in its owner's language", () => {
  it.each([
    ["ar", "أكّد عنوان بريدك الإلكتروني", "rtl"],
    ["de", "Bestätigen Sie Ihre E-Mail-Adresse", "ltr"],
    ["es", "Confirme su dirección de correo", "ltr"],
    ["fr", "Confirmez votre adresse e-mail", "ltr"],
    ["it", "Confermi il Suo indirizzo e-mail", "ltr"],
  ] as const)("%s", async (locale, title, direction) => {
    const { email } = await aUser({ locale });
    await everythingSettles();
    const { subject, body } = await lastMailTo(email);
    expect(subject).toBe(title);
    expect(body.html).toContain(`<html lang="${locale}" dir="${direction}">`);
    expect(body.text).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/m);
  });
});
