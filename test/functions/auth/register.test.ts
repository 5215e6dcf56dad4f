import { describe, expect, it } from "vitest";
import { login } from "#functions/auth/login.ts";
import { register } from "#functions/auth/register.ts";
import { getMe } from "#functions/users/get-me.ts";
import { told } from "#test/functions/auth/answers.ts";
import { aNewWindowBegins } from "#test/functions/auth/windows.ts";
import { api } from "#test/support/api.ts";
import { lastMailTo, mailsTo } from "#test/support/inbox.ts";
import { aUser, freshEmail } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

const form = () => ({ email: freshEmail(), password: "correct horse battery", firstName: "Nour", lastName: "Haddad" });

describe("registering", () => {
  it("opens an account that can be used at once, as an attendee, and mails a token to verify the address", async () => {
    const { email, password, ...name } = form();
    isDone(await api.call(register, { email, password, ...name, phone: "+201001234567", locale: "ar" }), 202);
    const { accessToken } = isDone(await api.call(login, { email, password }));
    const me = isDone(await api.call(getMe, {}, { token: accessToken }));
    expect(me).toMatchObject({ email, ...name, phone: "+201001234567", locale: "ar", role: "attendee", version: 1 });
    expect(me.emailVerifiedAt).toBeUndefined();
    await everythingSettles();
    const mail = await lastMailTo(email);
    expect(mail.subject).toBe("أكّد عنوان بريدك الإلكتروني");
    expect(mail.body.text).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/m);
  });

  it("answers the same for an address that has an account; only the mail differs", async () => {
    const first = form();
    const unknown = told(await api.call(register, first));
    await everythingSettles();
    const known = told(await api.call(register, { ...first, password: "another fine password" }));
    expect(known).toEqual(unknown);
    await everythingSettles();
    const subjects = (await mailsTo(first.email)).map(({ subject }) => subject);
    expect(subjects).toEqual(["Verify your email address", "You already have an account"]);
    isRefused(await api.call(login, { email: first.email, password: "another fine password" }), "wrong_credentials");
  });

  it("makes one account of all spellings of an address", async () => {
    const first = form();
    isDone(await api.call(register, first), 202);
    isDone(await api.call(register, { ...first, email: first.email.toUpperCase(), password: "taken over now" }), 202);
    isRefused(await api.call(login, { email: first.email, password: "taken over now" }), "wrong_credentials");
    isDone(await api.call(login, { email: first.email.toUpperCase(), password: first.password }), 200);
  });

  it("makes one account of many requests at the same time", async () => {
    const one = form();
    const answers = await Promise.all(Array.from({ length: 6 }, () => api.call(register, one)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    await everythingSettles();
    const subjects = (await mailsTo(one.email)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject === "Verify your email address")).toHaveLength(1);
  });

  it("lets strangers fill nobody's inbox: five mails an hour, with the same answer after that", async () => {
    await aNewWindowBegins(3_600_000);
    const { email } = await aUser();
    const answers = [];
    for (let i = 0; i < 7; i++) answers.push(told(await api.call(register, { ...form(), email })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const repeats = async () =>
      (await mailsTo(email)).filter(({ subject }) => subject === "You already have an account");
    await everythingSettles();
    expect(await repeats()).toHaveLength(5);
    await timePasses(3_600_000);
    isDone(await api.call(register, { ...form(), email }), 202);
    await everythingSettles();
    expect(await repeats()).toHaveLength(6);
  });

  it("shows a name in the mail and never runs it", async () => {
    const { email } = await aUser({ firstName: '<img src=x onerror="alert(1)">' });
    await everythingSettles();
    const { body } = await lastMailTo(email);
    expect(body.html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    expect(body.html).not.toContain("<img");
  });
});

describe("a registration is refused", () => {
  const long = (length: number) => "a".repeat(length);
  it.each([
    ["a role", { role: "admin" }, "role"],
    ["a status", { isActive: true }, "isActive"],
    ["an id", { userId: "0198c0de-0000-7000-8000-000000000001" }, "userId"],
    ["a verified address", { emailVerifiedAt: "2027-01-01T00:00:00Z" }, "emailVerifiedAt"],
    ["a key of the table", { pk: "user#1" }, "pk"],
    ["a version", { version: 7 }, "version"],
    ["no email", { email: undefined }, "email"],
    ["an email without a domain", { email: "ada" }, "email"],
    ["an email with a line break", { email: "ada@example.com\nbcc: eve@example.com" }, "email"],
    ["an email with NUL", { email: "ada\0@example.com" }, "email"],
    ["an email that is too long", { email: `${long(250)}@example.com` }, "email"],
    ["a list of emails", { email: ["ada@example.com"] }, "email"],
    ["no password", { password: undefined }, "password"],
    ["a short password", { password: "abcdefg" }, "password"],
    ["a password of 257 characters", { password: long(257) }, "password"],
    ["a common password", { password: "Password1" }, "password"],
    ["a password with NUL", { password: "abcdefgh\0" }, "password"],
    ["a number as the password", { password: 1234567890 }, "password"],
    ["an empty name", { firstName: " " }, "firstName"],
    ["a name with a line break", { firstName: "Nour\r\nBcc: x" }, "firstName"],
    ["a name of 101 characters", { lastName: long(101) }, "lastName"],
    ["half a character in a name", { lastName: "\ud800" }, "lastName"],
    ["a phone number without a country", { phone: "0100" }, "phone"],
    ["a language we do not write", { locale: "tlh" }, "locale"],
  ])("with %s", async (_, wrong, path) => {
    isRefused(await api.send(register, { ...form(), ...wrong }), "invalid_input", path);
  });

  it.each([
    ["a key given twice", '{"email":"a@example.com","email":"b@example.com"}', "invalid_input"],
    ["__proto__", '{"__proto__":{"role":"admin"}}', "invalid_input"],
    ["no JSON", "{", "invalid_input"],
    ["a list", "[]", "invalid_input"],
    ["40 levels", `${"[".repeat(40)}${"]".repeat(40)}`, "invalid_input"],
    ["300 KB", JSON.stringify({ email: long(300_000) }), "body_too_large"],
  ] as const)("with a body of %s", async (_, body, code) => {
    const headers = { "content-type": "application/json" };
    isRefused(await api.request(register, register.path, { headers, body }), code);
  });

  it("with a body that is a form", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await api.request(register, register.path, { headers, body: "email=a@example.com" });
    isRefused(answer, "unsupported_media_type");
  });
});
