import { describe, expect, it } from "vitest";
import { confirmEmailChange } from "#functions/auth/confirm-email-change.ts";
import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { login } from "#functions/auth/login.ts";
import { refresh } from "#functions/auth/refresh.ts";
import { register } from "#functions/auth/register.ts";
import { resetPassword } from "#functions/auth/reset-password.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { changeEmail } from "#functions/users/change-email.ts";
import { changePassword } from "#functions/users/change-password.ts";
import { getMe } from "#functions/users/get-me.ts";
import { told } from "#test/functions/auth/answers.ts";
import { aNewWindowBegins } from "#test/functions/auth/windows.ts";
import { api } from "#test/support/api.ts";
import { lastMailTo, mailsTo, tokenMailedTo } from "#test/support/inbox.ts";
import { aCrowd } from "#test/support/operator.ts";
import { aUser, freshEmail, loggedIn, type Person } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

const name = { firstName: "Eve", lastName: "Adams" };

const asks = ({ token, password }: Person, email: string) => api.call(changeEmail, { email, password }, { token });

/** Somebody who asked to move to an address, and the token mailed there. */
async function asked(email = freshEmail()) {
  const [person] = await aCrowd(1);
  if (!person) throw new Error("Nobody came");
  isDone(await asks(person, email), 202);
  await everythingSettles();
  return { person, email, token: await tokenMailedTo(email) };
}

describe("a change of address", () => {
  it("moves the account once the new address is proved: one logs in with it, and no longer with the former", async () => {
    const { person, email, token } = await asked();
    const before = isDone(await api.call(getMe, {}, { token: person.token }));
    expect(before).toMatchObject({ email: person.email, pendingEmail: email });
    isRefused(await api.call(login, { email, password: person.password }), "wrong_credentials");
    isDone(await api.call(confirmEmailChange, { token }), 204);
    isDone(await api.call(login, { email, password: person.password }), 200);
    isRefused(await api.call(login, { email: person.email, password: person.password }), "wrong_credentials");
    const after = isDone(await api.call(getMe, {}, { token: person.token }));
    expect(after).toMatchObject({ email, userId: person.userId });
    expect(after.pendingEmail).toBeUndefined();
    expect(after.emailVerifiedAt).toBeDefined();
    isDone(await api.call(refresh, { refreshToken: person.refreshToken }), 200);
    // The former address is free for others.
    isDone(await api.call(register, { email: person.email, password: "somebody else's", ...name }), 202);
    isDone(await api.call(login, { email: person.email, password: "somebody else's" }), 200);
  });

  it("takes the pages along that gave out the former address", async () => {
    const { person, email, token } = await asked();
    const pages = [];
    for (const contactEmail of [person.email, "hall@example.com"]) {
      const form = { organizationName: "Lantern Hall", contactEmail };
      pages.push(isDone(await api.call(createOrganizer, form, { token: person.token }), 201));
    }
    isDone(await api.call(confirmEmailChange, { token }), 204);
    const says = pages.map(
      async ({ organizerId }) => isDone(await api.call(getOrganizer, { organizerId })).contactEmail,
    );
    expect(await Promise.all(says)).toEqual([email, "hall@example.com"]);
  });

  it("is told to the address before, when it is asked for and when it is done, without saying where to", async () => {
    const { person, email, token } = await asked();
    expect((await lastMailTo(person.email)).subject).toBe("Your email address is to change");
    expect((await lastMailTo(email)).subject).toBe("Confirm your new email address");
    isDone(await api.call(confirmEmailChange, { token }), 204);
    await everythingSettles();
    const mails = await mailsTo(person.email);
    expect(mails.map(({ subject }) => subject)).toEqual([
      "Your email address is to change",
      "Your email address has changed",
    ]);
    for (const { body } of mails) expect(body.text).not.toContain(email);
    expect(isDone(await api.call(getMe, {}, { token: person.token })).version).toBe(4);
  });

  it("is answered the same if the address has an account; only the mail differs, and nothing moves", async () => {
    const [one, owner] = await aCrowd(2);
    if (!one || !owner) throw new Error("Nobody came");
    const free = freshEmail();
    const unknown = told(await asks(one, free));
    const known = told(await asks(one, owner.email.toUpperCase()));
    expect(known).toEqual(unknown);
    expect(known.status).toBe(202);
    await everythingSettles();
    const { subject, body } = await lastMailTo(owner.email);
    expect(subject).toBe("This address already has an account");
    expect(body.text).not.toMatch(/[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/);
    isDone(await api.call(login, { email: owner.email, password: owner.password }), 200);
  });

  it("works once, sent again it changes nothing, and only for the address asked for last", async () => {
    const { person, email, token } = await asked();
    const later = freshEmail();
    isDone(await asks(person, later), 202);
    await everythingSettles();
    isRefused(await api.call(confirmEmailChange, { token }), "invalid_token");
    const last = await tokenMailedTo(later);
    for (let i = 0; i < 2; i++) isDone(await api.call(confirmEmailChange, { token: last }), 204);
    isDone(await asks(person, person.email), 202);
    await everythingSettles();
    isDone(await api.call(confirmEmailChange, { token: await tokenMailedTo(person.email) }), 204);
    // Back where it was, the tokens of before are worth nothing.
    for (const used of [token, last]) isRefused(await api.call(confirmEmailChange, { token: used }), "invalid_token");
    isRefused(await api.call(login, { email, password: person.password }), "wrong_credentials");
  });

  it("is off after 24 hours, and when the password is changed", async () => {
    const { person, token } = await asked();
    const changed = { currentPassword: person.password, password: "quite another password" };
    isDone(await api.call(changePassword, changed, { token: person.token }), 204);
    isRefused(await api.call(confirmEmailChange, { token }), "invalid_token");
    const other = await asked();
    await timePasses(24 * 3_600_000);
    isRefused(await api.call(confirmEmailChange, { token: other.token }), "invalid_token");
  });

  it("takes no other kind of token, nor a reset token for the address that was left", async () => {
    const { person, token } = await asked();
    isDone(await api.call(forgotPassword, { email: person.email }), 202);
    await everythingSettles();
    const reset = await tokenMailedTo(person.email);
    for (const other of [person.token, person.refreshToken, reset, "nonsense", `${token}x`]) {
      isRefused(await api.call(confirmEmailChange, { token: other }), "invalid_token");
    }
    isDone(await api.call(confirmEmailChange, { token }), 204);
    isRefused(await api.call(resetPassword, { token: reset, password: "quite another password" }), "invalid_token");
  });

  it("needs the password, which is counted as at the login", async () => {
    const { token, email, password } = await aUser();
    const wrong = { email: freshEmail(), password: "not the password" };
    for (let i = 0; i < 10; i++) isRefused(await api.call(changeEmail, wrong, { token }), "wrong_password");
    isRefused(await api.call(changeEmail, { ...wrong, password }, { token }), "too_many_requests");
    isRefused(await api.call(login, { email, password }), "too_many_requests");
  });

  it("writes to a stranger's address five times an hour at most, and answers the same after that", async () => {
    await aNewWindowBegins(3_600_000);
    const [one, two] = await aCrowd(2);
    if (!one || !two) throw new Error("Nobody came");
    const stranger = freshEmail();
    const answers = [];
    for (const person of [one, two, one, two, one, two, one]) answers.push(told(await asks(person, stranger)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await everythingSettles();
    expect((await mailsTo(stranger)).length).toBeLessThanOrEqual(5);
    for (let i = 0; i < 6; i++) isDone(await asks(one, freshEmail()), 202);
    isRefused(await asks(one, freshEmail()), "too_many_requests");
  });

  it.each([
    ["the address one has, in other letters", (mine: string) => mine.toUpperCase()],
    ["an address that is none", () => "a@b"],
    ["a full-width address", () => "ｎｏｕｒ＠example.com"],
    ["an address with an accent, composed", () => "zo\u00eb@example.com"],
    ["an address with an accent, apart", () => "zoe\u0308@example.com"],
    ["a domain in other letters than ASCII", () => "nour@exämple.com"],
    ["a Kelvin sign for a K", () => "\u212aay@example.com"],
  ])("is refused to %s", async (_, email) => {
    const person = await aUser();
    isRefused(await asks(person, email(person.email)), "invalid_input", "email");
  });
});

describe("an address that several want at the same moment", () => {
  it("is one account's: of changes in any letters one wins, the others are told that it is taken", async () => {
    const people = await aCrowd(4);
    const email = freshEmail();
    const spelled = [email, email.toUpperCase(), email.replace("example", "Example"), email];
    const tokens: string[] = [];
    for (const [at, person] of people.entries()) {
      isDone(await asks(person, spelled[at] ?? email), 202);
      await everythingSettles();
      tokens.push(await tokenMailedTo(spelled[at] ?? email));
    }
    const answers = await Promise.all(tokens.map((token) => api.call(confirmEmailChange, { token })));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409, 409]);
    const winner = people[answers.findIndex(({ status }) => status === 204)];
    for (const person of people) {
      const me = await loggedIn(person === winner ? { ...person, email } : person);
      expect(me.userId).toBe(person.userId);
    }
  });

  it("is one account's between who registers and who moves there", async () => {
    const { person, email, token } = await asked();
    const password = "chosen at registration";
    const [moved] = await Promise.all([
      api.call(confirmEmailChange, { token }),
      api.call(register, { email: email.toUpperCase(), password, ...name }),
    ]);
    expect([204, 409]).toContain(moved.status);
    const [asMover, asNewcomer] = await Promise.all([
      api.call(login, { email, password: person.password }),
      api.call(login, { email, password }),
    ]);
    expect([asMover.status, asNewcomer.status]).toEqual(moved.status === 204 ? [200, 401] : [401, 200]);
  });
});
