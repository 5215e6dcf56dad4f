import { UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { admitting } from "#data/admit-ticket.ts";
import { readTicketPass } from "#domain/ticket-token.ts";
import { hours, shifted } from "#domain/time.ts";
import { checkInTicket } from "#functions/check-ins/check-in-ticket.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { api } from "#test/support/api.ts";
import { anOpenDoor, scans, storedTicket } from "#test/support/doors.ts";
import { joins, table } from "#test/support/operator.ts";
import { aUser, aVerifiedUser, freshKey, loggedIn } from "#test/support/people.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { fromNow, now, timeReaches } from "#test/support/when.ts";

type Door = Awaited<ReturnType<typeof anOpenDoor>>;

/** One door for several tests; each takes tickets of it that no other scans. */
function sharedDoor(quantity: number) {
  let door: Door;
  let taken = 0;
  beforeAll(async () => {
    door = await anOpenDoor({ quantity });
  });
  return (tickets = 1) => {
    const mine = door.tickets.slice(taken, taken + tickets);
    taken += tickets;
    const [ticket] = mine;
    if (mine.length < tickets || !ticket) throw new Error("The door has no tickets left");
    return { ...door, ...ticket, tickets: mine };
  };
}

describe("a scan at the door", () => {
  const theDoor = sharedDoor(7);

  it("lets the holder in, and tells the next one when and where that was", async () => {
    const { eventId, buyer, scanner, ticketId, ticketNumber, code } = theDoor();
    const first = isDone(await scans(scanner, eventId, code, { gate: "North" }), 200);
    expect(first).toMatchObject({ admitted: true, ticketId, ticketNumber, gate: "North" });
    expect(first.ticketTypeName).toBe("General admission");
    const second = isDone(await scans(scanner, eventId, code, { gate: "South" }), 200);
    const { usedAt } = first;
    expect(second).toMatchObject({ admitted: false, reason: "already_used", usedAt, gate: "North", ticketId });

    const ticket = isDone(await api.call(getTicket, { ticketId }, { token: buyer.token }));
    expect(ticket).toMatchObject({ status: "used", admission: { at: usedAt, gate: "North" }, version: 2 });
    expect(ticket.admission).not.toHaveProperty("nonce");
    const { items } = isDone(await api.call(listMyTickets, {}, { token: buyer.token }));
    expect(items.find((card) => card.ticketId === ticketId)?.status).toBe("used");
  });

  it("repeats its answer for its nonce, admitted or refused", async () => {
    const { eventId, scanner, code } = theDoor();
    const [winning, losing, forged] = [freshKey(), freshKey(), freshKey()];
    const admitted = isDone(await scans(scanner, eventId, code, { nonce: winning, gate: "North" }));
    const refused = isDone(await scans(scanner, eventId, code, { nonce: losing }));
    const bad = isDone(await scans(scanner, eventId, "not a ticket", { nonce: forged }));
    expect(isDone(await scans(scanner, eventId, code, { nonce: winning, gate: "South" }))).toEqual(admitted);
    expect(isDone(await scans(scanner, eventId, code, { nonce: losing }))).toEqual(refused);
    expect(isDone(await scans(scanner, eventId, "not a ticket", { nonce: forged }))).toEqual(bad);
  });

  it("refuses a nonce that belongs to another scan", async () => {
    const { eventId, scanner, show, tickets } = theDoor(2);
    const [one, other] = tickets;
    const nonce = freshKey();
    isDone(await scans(scanner, eventId, one?.code ?? "", { nonce }));
    isRefused(await scans(scanner, eventId, other?.code ?? "", { nonce }), "key_reused");
    isRefused(await scans(scanner, eventId, "forged", { nonce }), "key_reused");
    isRefused(await scans(show.owner, eventId, one?.code ?? "", { nonce }), "key_reused");
    expect(isDone(await scans(scanner, eventId, other?.code ?? ""))).toMatchObject({ admitted: true });
  });

  it("is for the organizer's team only", async () => {
    const { eventId, show, buyer, tickets } = theDoor(2);
    const [one, other] = tickets.map(({ code }) => code) as [string, string];
    const manager = await joins(await aVerifiedUser(), show.organizerId, "manager");
    const elsewhere = await joins(await aVerifiedUser(), (await aPublishedEvent()).organizerId, "owner");
    for (const person of [buyer, elsewhere, await aUser()]) {
      isRefused(await scans(person, eventId, one), "not_permitted");
    }
    isRefused(await api.call(checkInTicket, { eventId, code: one, nonce: freshKey() }), "unauthenticated");
    expect(isDone(await scans(show.owner, eventId, one))).toMatchObject({ admitted: true });
    expect(isDone(await scans(manager, eventId, other))).toMatchObject({ admitted: true });
  });

  it("takes whatever a scanner reads, and refuses what is no scan", async () => {
    const { eventId, scanner, code } = theDoor();
    const texts = [
      "x",
      "https://example.com/?q=1",
      "BLT1..",
      "\u0000",
      "' OR 1=1 --",
      "𝒳",
      `${code}=`,
      "9".repeat(7089),
    ];
    for (const text of texts) {
      expect(isDone(await scans(scanner, eventId, text))).toEqual({ admitted: false, reason: "bad_signature" });
    }
    const send = (input: object) =>
      api.send(checkInTicket, { eventId, code, nonce: freshKey(), ...input }, { token: scanner.token });
    isRefused(await send({ code: "9".repeat(7090) }), "invalid_input", "code");
    isRefused(await send({ code: 7 }), "invalid_input", "code");
    isRefused(await send({ nonce: "short" }), "invalid_input", "nonce");
    isRefused(await send({ nonce: "spaces are not" }), "invalid_input", "nonce");
    isRefused(await send({ nonce: undefined }), "invalid_input", "nonce");
    isRefused(await send({ gate: "" }), "invalid_input", "gate");
    isRefused(await send({ gate: "a\nb" }), "invalid_input", "gate");
    isRefused(await send({ admitted: true }), "invalid_input", "admitted");
    isRefused(await send({ eventId: freshKey() }), "not_found");
    // Scanners that end what they read with a line break are understood, and nothing so far used the ticket.
    expect(isDone(await send({ code: `${code}\r\n` }))).toMatchObject({ admitted: true });
  });
});

describe("a ticket is refused", () => {
  const theDoor = sharedDoor(8);

  it("that is for another event, whoever organizes it", async () => {
    const { show, eventId, code, ticketId, scanner } = theDoor();
    const startDate = await fromNow(hours(2));
    const next = await aPublishedEvent({ team: show, startDate });
    const foreign = await anOpenDoor();
    const refused = { admitted: false, reason: "wrong_event", ticketId };
    expect(isDone(await scans(scanner, next.eventId, code))).toEqual(refused);
    expect(isDone(await scans(foreign.scanner, foreign.eventId, code))).toEqual(refused);
    expect(isDone(await scans(scanner, eventId, code))).toMatchObject({ admitted: true });
  });

  it("whose code was altered or made up", async () => {
    const { eventId, scanner, code, tickets } = theDoor(2);
    const [prefix, payload, signature] = code.split(".");
    const altered = (text: string, at: number) =>
      `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;
    const other = tickets[1]?.code.split(".") ?? [];
    for (const forged of [
      `${prefix}.${altered(payload ?? "", 3)}.${signature}`,
      `${prefix}.${payload}.${altered(signature ?? "", 40)}`,
      `${prefix}.${payload}.${other[2]}`,
      `BLT2.${payload}.${signature}`,
    ]) {
      expect(isDone(await scans(scanner, eventId, forged))).toEqual({ admitted: false, reason: "bad_signature" });
    }
    expect(isDone(await scans(scanner, eventId, code))).toMatchObject({ admitted: true });
  });

  it("that is cancelled, refunded, expired or suspended", async () => {
    const statuses = ["cancelled", "refunded", "expired", "suspended"];
    const { eventId, scanner, tickets } = theDoor(statuses.length);
    for (const [place, { ticketId, code }] of tickets.entries()) {
      const reason = statuses[place];
      await (await storedTicket(ticketId)).becomes({ status: reason });
      expect(isDone(await scans(scanner, eventId, code))).toMatchObject({ admitted: false, reason, ticketId });
    }
  });

  it("that does not exist", async () => {
    const { eventId, scanner, code, ticketId } = theDoor();
    const ticket = await storedTicket(ticketId);
    await ticket.vanishes();
    expect(isDone(await scans(scanner, eventId, code))).toEqual({ admitted: false, reason: "unknown", ticketId });
    // The event goes to the archive one day, and with it all that was sold.
    await ticket.becomes({});
  });
});

describe("many scanners at once", () => {
  const theDoor = sharedDoor(3);
  const scanners = 12;

  it("admit a ticket once; the others learn when and where", async () => {
    const { eventId, scanner, code } = theDoor();
    const answers = await Promise.all(
      Array.from({ length: scanners }, async (_, n) =>
        isDone(await scans(scanner, eventId, code, { gate: `Gate ${n}` })),
      ),
    );
    const admitted = answers.filter((answer) => answer.admitted);
    expect(admitted).toHaveLength(1);
    const { usedAt, gate } = admitted[0] ?? {};
    for (const answer of answers.filter((answer) => !answer.admitted)) {
      expect(answer).toMatchObject({ reason: "already_used", usedAt, gate });
    }
  });

  it("with one nonce are one scan: all get the first answer", async () => {
    const { eventId, scanner, code } = theDoor();
    const nonce = freshKey();
    const answers = await Promise.all(
      Array.from({ length: scanners }, async () =>
        isDone(await scans(scanner, eventId, code, { nonce, gate: "North" })),
      ),
    );
    expect(answers[0]?.admitted).toBe(true);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it("would admit it every time without the guard in the write (the control)", async () => {
    const { code, scanner } = theDoor();
    const pass = readTicketPass(code)?.pass;
    if (!pass) throw new Error("no pass");
    const { client, TableName } = await table();
    const at = await now();
    const unguarded = Array.from({ length: scanners }, async (_, n) => {
      const scan = { nonce: freshKey(), at: at.toISOString(), by: scanner.userId, gate: `Gate ${n}` };
      const params = admitting(pass, scan, { now: at, by: scanner.userId }).params<UpdateCommandInput>();
      await client.send(new UpdateCommand({ ...params, TableName }));
    });
    const written = await Promise.allSettled(unguarded);
    expect(written.filter(({ status }) => status === "fulfilled")).toHaveLength(scanners);
  });
});

it("counts doors as they are now: moved ones at once", async () => {
  const { eventId, scanner, code, show } = await anOpenDoor({ startDate: await fromNow(hours(48)) });
  expect(isDone(await scans(scanner, eventId, code))).toMatchObject({ admitted: false, reason: "not_yet" });
  const checkInFrom = shifted(await now(), -hours(1));
  const { owner, event } = show;
  isDone(await api.call(updateEvent, { eventId, checkInFrom }, { token: owner.token, ifMatch: event.version }));
  expect(isDone(await scans(scanner, eventId, code))).toMatchObject({ admitted: true });
});

it("refuses tickets before the doors open and once they are closed", async () => {
  const startDate = await fromNow(hours(48));
  const { eventId, scanner, tickets, show } = await anOpenDoor({ quantity: 2, startDate });
  const [one, other] = tickets.map(({ code }) => code) as [string, string];
  const { checkInFrom, checkInUntil } = show.event;
  const early = isDone(await scans(scanner, eventId, one));
  expect(early).toEqual({ admitted: false, reason: "not_yet", ticketId: tickets[0]?.ticketId });
  await timeReaches(checkInFrom);
  expect(isDone(await scans(await loggedIn(scanner), eventId, one))).toMatchObject({ admitted: true });
  await timeReaches(checkInUntil);
  const late = await loggedIn(scanner);
  expect(isDone(await scans(late, eventId, other))).toMatchObject({ admitted: false, reason: "too_late" });
  expect(isDone(await scans(late, eventId, one))).toMatchObject({ admitted: false, reason: "too_late" });
});
