import { expect, it } from "vitest";
import { getCheckIn } from "#functions/check-ins/get-check-in.ts";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { api } from "#test/support/api.ts";
import { anOpenDoor, scans } from "#test/support/doors.ts";
import { joins } from "#test/support/operator.ts";
import { anOrganizer, aUser, freshKey } from "#test/support/people.ts";
import { aDraftEvent, aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";

it("shows the team every scan, newest first, admitted or not", async () => {
  const { eventId, scanner, show, code, ticketId } = await anOpenDoor();
  const nonces = [freshKey(), freshKey(), freshKey()];
  const first = isDone(await scans(scanner, eventId, code, { nonce: nonces[0] as string, gate: "North" }));
  const second = isDone(await scans(scanner, eventId, code, { nonce: nonces[1] as string, gate: "South" }));
  const third = isDone(await scans(show.owner, eventId, "forged", { nonce: nonces[2] as string }));
  for (const { token } of [scanner, show.owner]) {
    const { items, nextCursor } = isDone(await api.call(listCheckIns, { eventId }, { token }), 200);
    expect(nextCursor).toBeNull();
    expect(items).toEqual([
      { nonce: nonces[2], scannedAt: items[0]?.scannedAt, scannedBy: show.owner.userId, result: third },
      { nonce: nonces[1], scannedAt: items[1]?.scannedAt, scannedBy: scanner.userId, gate: "South", result: second },
      { nonce: nonces[0], scannedAt: first.usedAt, scannedBy: scanner.userId, gate: "North", result: first },
    ]);
    for (const item of items) {
      expect(isDone(await api.call(getCheckIn, { eventId, nonce: item.nonce }, { token }))).toEqual(item);
    }
  }
  const other = await aPublishedEvent({ team: show });
  const elsewhere = { eventId: other.eventId, nonce: nonces[0] as string };
  isRefused(await api.call(getCheckIn, elsewhere, { token: show.owner.token }), "not_found");
  expect(second).toMatchObject({ ticketId, gate: "North" });
});

it("pages through the shards of a large event without gap or repeat", async () => {
  const { eventId, scanner } = await anOpenDoor({ maxCapacity: 10_001 });
  const as = { token: scanner.token };
  const nonces = Array.from({ length: 17 }, freshKey);
  await Promise.all(nonces.map((nonce) => scans(scanner, eventId, "forged", { nonce })));
  const walked: string[] = [];
  const times: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = isDone(await api.call(listCheckIns, { eventId, limit: 4, ...(cursor && { cursor }) }, as));
    walked.push(...page.items.map(({ nonce }) => nonce));
    times.push(...page.items.map(({ scannedAt }) => scannedAt));
    cursor = page.nextCursor;
  }
  expect(walked.toSorted()).toEqual(nonces.toSorted());
  expect(times).toEqual(times.toSorted().reverse());
});

it("is for the team; a draft is not even there for others", async () => {
  const { eventId, buyer, show } = await anOpenDoor();
  const elsewhere = await joins(await aUser(), (await anOrganizer()).organizerId, "owner");
  for (const { token } of [buyer, elsewhere]) {
    isRefused(await api.call(listCheckIns, { eventId }, { token }), "not_permitted");
  }
  const draft = await aDraftEvent({ team: show });
  isRefused(await api.call(listCheckIns, { eventId: draft.eventId }, { token: buyer.token }), "not_found");
  expect(isDone(await api.call(listCheckIns, { eventId: draft.eventId }, { token: show.owner.token })).items).toEqual(
    [],
  );
  isRefused(await api.call(listCheckIns, { eventId: freshKey() }, { token: show.owner.token }), "not_found");
  isRefused(await api.call(listCheckIns, { eventId }), "unauthenticated");
  isRefused(await api.send(listCheckIns, { eventId, limit: 0 }, { token: show.owner.token }), "invalid_input", "limit");
  isRefused(await api.send(listCheckIns, { eventId, cursor: "x" }, { token: show.owner.token }), "invalid_cursor");
});
