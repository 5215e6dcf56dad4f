import { spawnSync } from "node:child_process";
import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { afterEach, describe, expect, it } from "vitest";
import { auditKey } from "#data/audit-key.ts";
import { readLine } from "#domain/audit-line.ts";
import { days, shifted } from "#domain/time.ts";
import { createCategory } from "#functions/categories/create-category.ts";
import { setEventCategories } from "#functions/events/set-event-categories.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { updateOrganizer } from "#functions/organizers/update-organizer.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { eraseMe } from "#functions/users/erase-me.ts";
import { updateMe } from "#functions/users/update-me.ts";
import { inRoot } from "#infra/root.ts";
import { api } from "#test/support/api.ts";
import { auditLog, history } from "#test/support/audit-log.ts";
import { functionNamed, goesWrong, hasHit, nothingGoesWrong } from "#test/support/faults.ts";
import { anAdmin, joins, stored } from "#test/support/operator.ts";
import { anOrganizer, aVerifiedUser, loggedIn, type Person } from "#test/support/people.ts";
import { itemsOf, manyNotifications } from "#test/support/personal.ts";
import { aPaidOrder } from "#test/support/purchases.ts";
import { aDraftEvent, aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { stack } from "#test/support/this-stack.ts";
import { everythingSettles, now, timePasses } from "#test/support/when.ts";

afterEach(nothingGoesWrong);

const command = (...args: readonly string[]) =>
  spawnSync(process.execPath, ["infra/ops/history.ts", ...args], { cwd: inRoot(), encoding: "utf8" });
const moment = async () => (await now()).toISOString();
const keyOf = (userId: string) => auditKey.get({ userId }).params<GetCommandInput>();

describe("the audit log", () => {
  it("holds an order's whole life, by hour", async () => {
    const { orderId, order, buyer } = await aPaidOrder();
    await everythingSettles();
    const objects = await auditLog(order.createdAt, await moment());
    for (const key of objects.keys())
      expect(key).toMatch(/^changes\/date=\d{4}-\d\d-\d\d\/hour=\d\d\/bilten-local-\w+-\d+-\d+\.ndjson\.gz$/);
    const lines = [...objects.values()].flatMap((text) => text.trim().split("\n").map(readLine));
    const life = lines.filter(({ pk }) => pk === `order#${orderId}`);
    expect(life.map(({ change, after }) => [change, after?.status, after?.version])).toEqual([
      ["INSERT", "pending", 1],
      ["MODIFY", "pending", 2],
      ["MODIFY", "confirmed", 3],
    ]);
    const told = command("order", orderId, "--api", stack().api);
    expect({ status: told.status, stderr: told.stderr }).toEqual({ status: 0, stderr: "" });
    for (const said of [
      `order ${orderId}: 3 changes\n`,
      `  created by ${buyer.userId}, version 1, told order.placed.v1\n`,
      "  changed by payments/receive-stripe-event, version 3, told order.confirmed.v1\n",
      '    status: "pending" → "confirmed"\n',
    ]) {
      expect(told.stdout).toContain(said);
    }
  });

  it("says who a person is to nobody but who has their key, and to nobody at all once it is destroyed", async () => {
    const began = await moment();
    const canary = `canary${(await now()).getTime()}`;
    const names = { firstName: `${canary}-first`, lastName: `${canary}-last`, phone: "+491701234599" };
    const person = await aVerifiedUser({ ...names, email: `${canary}@example.com`, password: `${canary} a password` });
    const { userId, token } = person;
    const renamed = { firstName: `${canary}-other`, phone: "+491701234598" };
    isDone(await api.call(updateMe, renamed, { token, ifMatch: 2 }));
    const contact = { contactEmail: `${canary}-desk@example.com`, contactPhone: "+491701234597" };
    const { organizerId, owner } = await anOrganizer(contact);
    const as = { token: owner.token };
    const { version } = isDone(await api.call(getOrganizer, { organizerId }, as));
    const moved = { contactEmail: `${canary}-new@example.com` };
    isDone(await api.call(updateOrganizer, { organizerId, ...moved }, { ...as, ifMatch: version }));
    const show = await aPublishedEvent({
      team: { organizerId, owner },
      title: `${canary}-night`,
      types: [{ price: 0 }],
    });
    await aPaidOrder({ show, buyer: person });
    await everythingSettles();

    const { item } = await stored(keyOf(userId));
    const text = [...(await auditLog(began, await moment())).values()].join("\n");
    // Others see the title, too; the notification that names it is one person's.
    const inTheClear = text
      .replaceAll(`${canary}-night`, "")
      .match(new RegExp(`.{40}(${canary}|\\+4917012345).{40}`, "g"));
    expect(inTheClear).toBeNull();
    for (const secret of ["argon2id", owner.email, String(item.key), "email#", "You are going to"]) {
      expect(text).not.toContain(secret);
    }

    const life = (await history("user", userId, "--json")).json();
    expect(life.map(({ change, version }) => [change, version])).toEqual([
      ["INSERT", 1],
      ["MODIFY", 2],
      ["MODIFY", 3],
    ]);
    expect(life[0].differences).toContainEqual({ field: "email", to: person.email });
    expect(life[2]).toMatchObject({ who: userId, differences: expect.any(Array) });
    expect(life[2].differences).toContainEqual({ field: "firstName", from: names.firstName, to: renamed.firstName });
    const desk = await history("organizer", organizerId);
    expect(desk.text).toContain(`contactEmail: "${contact.contactEmail}" → "${moved.contactEmail}"`);

    await (await stored(keyOf(userId))).vanishes();
    const later = isDone(await api.call(updateMe, { lastName: `${canary}-late` }, { token, ifMatch: 3 }));
    await everythingSettles();
    expect([...(await auditLog(later.updatedAt)).values()].join("\n")).not.toContain(`${canary}-late`);
    const erased = await history("user", userId);
    expect(erased.text).toContain("    email: (erased)\n");
    expect(erased.text).toContain("    firstName: (erased) → (erased)\n");
    expect(erased.text).not.toContain(canary);
    expect((await history("audit-key", userId, "--from", began)).text).toContain(
      "deleted (what was written with it says by whom)",
    );
  });

  it("never says of a removal that somebody made it who did not: what was written with it says who", async () => {
    const began = await moment();
    const life = async (...of: readonly string[]) =>
      (await history(...of, "--from", began, "--json")).json() as { who: string; change: string; at: string }[];
    const [manager, admin] = [await aVerifiedUser(), await anAdmin()];
    const named = { name: `Lanterns ${(await now()).getTime()}` };
    const { categoryId } = isDone(await api.call(createCategory, named, { token: admin.token }), 201);
    const { eventId, organizerId, owner, event } = await aDraftEvent({ types: [] });
    await joins(manager, organizerId, "manager");
    const maps = (categoryIds: string[], { token }: Person, ifMatch: number) =>
      api.call(setEventCategories, { eventId, categoryIds }, { token, ifMatch });
    const { version } = isDone(await maps([categoryId], owner, event.version));
    isDone(await maps([], manager, version));
    await everythingSettles();
    const row = await life("event-category", `${eventId}/${categoryId}`);
    expect(row.map(({ change, who }) => [change, who])).toEqual([
      ["INSERT", owner.userId],
      ["REMOVE", "unsigned"],
    ]);
    expect((await life("event", eventId)).at(-1)).toMatchObject({ who: manager.userId, change: "MODIFY" });

    const { userId, token, password } = manager;
    await manyNotifications(userId, 1);
    const told = (await itemsOf(userId)).find((item) => item.__edb_e__ === "notification");
    isDone(await api.call(eraseMe, { password }, { token }), 202);
    await everythingSettles();
    const removed = { change: "REMOVE", who: "unsigned" };
    expect((await life("user", userId)).at(-1)).toMatchObject(removed);
    expect((await life("membership", `${userId}/${organizerId}`)).at(-1)).toMatchObject(removed);
    expect((await life("notification", `${userId}/${told?.notificationId}`)).at(-1)).toMatchObject(removed);
    expect(await life("erasure", userId)).toMatchObject([
      { change: "INSERT", who: userId },
      { change: "MODIFY", who: "accounts/erase-user" },
    ]);
  });

  it("tells what an event's price was on a day", async () => {
    const { owner, eventId, ticketTypeId } = await aDraftEvent({ types: [{ price: 2500 }] });
    const first = await moment();
    await timePasses(days(2));
    const { token } = await loggedIn(owner);
    isDone(await api.call(updateTicketType, { eventId, ticketTypeId, price: 3000 }, { token, ifMatch: 1 }));
    const second = await moment();
    isDone(await api.call(updateTicketType, { eventId, ticketTypeId, price: 3500 }, { token, ifMatch: 2 }));
    await everythingSettles();
    const priceAt = async (at: string) => {
      const { json, warnings } = await history("event", eventId, "--at", at, "--json");
      expect(warnings).toBe("");
      return json()[0]?.price;
    };
    const dayOf = (from: string, by: number) => shifted(from, days(by)).slice(0, 10);
    expect(await priceAt(first)).toBe(2500);
    expect(await priceAt(dayOf(first, 1))).toBe(2500);
    expect(await priceAt(second)).toBe(3000);
    expect(await priceAt(dayOf(second, 1))).toBe(3500);
    expect(await priceAt(dayOf(first, -1))).toBeUndefined();
    const { text } = await history("ticket-type", `${eventId}/${ticketTypeId}`, "--from", dayOf(first, 1));
    expect(text.match(/price: .*/g)).toEqual(["price: 2500 → 3000", "price: 3000 → 3500"]);
  });

  it("tells each change once, however often and in whatever parts its batch comes", async () => {
    const team = await anOrganizer();
    const functionName = functionNamed("relay/relay");
    // The log is written before a fact is told: what fails there comes again, in halves.
    const untold = { service: "events", operation: "PutEvents", error: "InternalException" } as const;
    await goesWrong(
      { kind: "stream-batch-duplicated", functionName, times: 20 },
      { kind: "error-before", ...untold, functionName, times: 5 },
      { kind: "unprocessed", service: "dynamodb", operation: "BatchGetItem", functionName, times: 3 },
    );
    const [{ eventId, event }, { userId, email }] = await Promise.all([aPublishedEvent({ team }), aVerifiedUser()]);
    await hasHit("stream-batch-duplicated");
    await hasHit("error-before");
    await hasHit("unprocessed");
    await everythingSettles();
    await nothingGoesWrong();
    const { json, warnings } = await history("event", eventId, "--json");
    const versions = Array.from({ length: event.version }, (_, at) => at + 1);
    expect({ warnings, versions: json().map(({ version }) => version) }).toEqual({ warnings: "", versions });
    // A key that came late was waited for.
    expect((await history("user", userId)).text).toContain(`    email: "${email}"\n`);
  });

  it("says what to do where nothing is known, or an item cannot be", async () => {
    const { userId } = await aVerifiedUser();
    const { isKnown, warnings } = await history("order", userId);
    expect({ isKnown, warnings }).toEqual({ isKnown: false, warnings: expect.stringContaining("with --from TIME") });
    const { status, stderr } = command("ticket-type", userId);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining(
        "A ticket-type is found by <eventId>/<ticketTypeId>\n\nnpm run history -- ENTITY ID",
      ),
    });
  });
});
