import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { scan } from "#data/scan.ts";
import { scanKey } from "#domain/check-in.ts";
import { ticketCheckedIn } from "#events/facts/ticket-checked-in.ts";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { api } from "#test/support/api.ts";
import { anOpenDoor, scans, storedTicket } from "#test/support/doors.ts";
import { stored } from "#test/support/operator.ts";
import { freshKey } from "#test/support/people.ts";
import { tellAgain } from "#test/support/retell.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

it("brings back the scan that let a ticket in, as it was, if it was lost", async () => {
  const { eventId, scanner, code, ticketId } = await anOpenDoor();
  const nonce = freshKey();
  const listed = async () => isDone(await api.call(listCheckIns, { eventId }, { token: scanner.token })).items;
  const answer = isDone(await scans(scanner, eventId, code, { nonce, gate: "North" }));
  await everythingSettles();
  const before = await listed();
  const kept = () => stored(scan.get(scanKey(eventId, nonce)).params<GetCommandInput>());
  expect((await kept()).item.version).toBe(1);

  await (await kept()).vanishes();
  expect(await listed()).toEqual([]);
  await tellAgain(ticketCheckedIn, (await storedTicket(ticketId)).item, 3);
  await everythingSettles();
  expect(await listed()).toEqual(before);
  expect((await kept()).item).toMatchObject({ version: 1, changedBy: "check-ins/log-scan" });
  expect(isDone(await scans(scanner, eventId, code, { nonce, gate: "North" }))).toEqual(answer);
});

it("or before that: the ticket itself repeats the answer to the scan it let in", async () => {
  const { eventId, scanner, code, show } = await anOpenDoor();
  const nonce = freshKey();
  const answer = isDone(await scans(scanner, eventId, code, { nonce, gate: "North" }));
  await everythingSettles();
  await (await stored(scan.get(scanKey(eventId, nonce)).params<GetCommandInput>())).vanishes();
  const other = isDone(await scans(show.owner, eventId, code));
  expect(other).toMatchObject({ admitted: false, reason: "already_used" });
  expect(isDone(await scans(scanner, eventId, code, { nonce, gate: "South" }))).toEqual(answer);
});
