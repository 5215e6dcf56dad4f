import { describe, expect, it } from "vitest";
import { days, hours, minutes, shifted } from "#domain/time.ts";
import { cancelEvent } from "#functions/events/cancel-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { api } from "#test/support/api.ts";
import { anOpenDoor, scans } from "#test/support/doors.ts";
import { stockOf } from "#test/support/operator.ts";
import { loggedIn } from "#test/support/people.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { fromNow, timePasses, timeReaches } from "#test/support/when.ts";

describe("an event that is over", () => {
  it("is completed, and its unused tickets expire when its doors close, not before", async () => {
    const door = await anOpenDoor({ quantity: 2 });
    const { show, eventId, buyer, scanner, tickets } = door;
    const [used, unused] = tickets;
    if (!used || !unused) throw new Error("There are no tickets");
    isDone(await scans(scanner, eventId, used.code));
    const statusOf = async (ticketId: string) => {
      const { token } = await loggedIn(buyer);
      return isDone(await api.call(getTicket, { ticketId }, { token })).status;
    };
    await timeReaches(show.event.endDate);
    await timePasses(minutes(16));
    expect(isDone(await api.call(getEvent, { eventId }))).toMatchObject({ status: "completed" });
    expect(await stockOf(eventId, 1)).toMatchObject([{ live: false, taken: 2 }]);
    const { token } = await loggedIn(show.owner);
    const listed = { organizerId: show.organizerId, status: "completed" } as const;
    expect(isDone(await api.call(listOrganizerEvents, listed, { token })).items).toMatchObject([{ eventId }]);
    isRefused(await api.call(cancelEvent, { eventId }, { token }), "not_changeable");
    // The doors are still open: who comes late is let in.
    expect(await statusOf(unused.ticketId)).toBe("active");
    await timeReaches(show.event.checkInUntil);
    await timePasses(minutes(6));
    expect([await statusOf(used.ticketId), await statusOf(unused.ticketId)]).toEqual(["used", "expired"]);
    const late = isDone(await scans(await loggedIn(scanner), eventId, unused.code));
    expect(late).toMatchObject({ admitted: false, reason: "too_late" });
  });

  it("leaves the calendar, whenever it began, and takes nothing along that goes on", async () => {
    const startDate = await fromNow(hours(1));
    const short = await aPublishedEvent({ startDate, endDate: shifted(startDate, hours(1)) });
    const long = await aPublishedEvent({ team: short, startDate, endDate: shifted(startDate, days(60)) });
    await timePasses(days(40));
    const statusOf = async (eventId: string) => isDone(await api.call(getEvent, { eventId })).status;
    expect([await statusOf(short.eventId), await statusOf(long.eventId)]).toEqual(["completed", "published"]);
    const range = { from: shifted(startDate, -hours(1)), to: shifted(startDate, hours(1)), limit: 100 };
    const { items } = isDone(await api.call(listUpcomingEvents, range));
    const found = items.map(({ eventId }) => eventId).filter((id) => [short.eventId, long.eventId].includes(id));
    expect(found).toEqual([long.eventId]);
    await timeReaches(shifted(startDate, days(60)));
    await timePasses(minutes(16));
    expect(await statusOf(long.eventId)).toBe("completed");
  });
});
