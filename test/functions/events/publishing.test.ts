import {
  GetCommand,
  type GetCommandInput,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { event } from "#data/event.ts";
import { organizer } from "#data/organizer.ts";
import { hours } from "#domain/time.ts";
import { stamp } from "#domain/trail.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { api } from "#test/support/api.ts";
import { joins, stockOf, table } from "#test/support/operator.ts";
import { anOrganizer, aVerifiedUser, type Person, type Team } from "#test/support/people.ts";
import { aDraftEvent, aPublishedEvent, aTypeForm } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { fromNow, now } from "#test/support/when.ts";

describe("publish-event", () => {
  let team: Team;
  let stranger: Person;
  let doorStaff: Person;
  const published = async ({ organizerId, owner } = team) =>
    isDone(await api.call(getOrganizer, { organizerId }, { token: owner.token })).publishedEvents;

  beforeAll(async () => {
    team = await anOrganizer();
    stranger = await aVerifiedUser();
    doorStaff = await joins(await aVerifiedUser(), team.organizerId, "check_in");
  });

  it("puts a draft on sale and counts it", async () => {
    const before = (await published()) ?? 0;
    const { eventId, event: page } = await aPublishedEvent({ team });
    expect(page).toMatchObject({ status: "published", price: 2500, currentCapacity: 0 });
    expect(Math.abs(Date.parse(page.publishedAt ?? "") - (await now()).getTime())).toBeLessThan(hours(1));
    expect(isDone(await api.call(getEvent, { eventId })).status).toBe("published");
    expect(await published()).toBe(before + 1);
  });

  it("is for its managers", async () => {
    const { eventId } = await aDraftEvent({ team });
    for (const { token } of [stranger, doorStaff])
      isRefused(await api.call(publishEvent, { eventId }, { token }), "not_found");
    isRefused(await api.call(publishEvent, { eventId }), "unauthenticated");
    isRefused(
      await api.send(publishEvent, { eventId, status: "published" }, { token: team.owner.token }),
      "invalid_input",
    );
    isRefused(await api.call(getEvent, { eventId }), "not_found");
  });

  it("needs an active ticket type", async () => {
    const { eventId } = await aDraftEvent({ team, types: [] });
    const { token } = team.owner;
    isRefused(await api.call(publishEvent, { eventId }, { token }), "not_publishable");
    const type = isDone(await api.call(createTicketType, { eventId, ...aTypeForm() }, { token }), 201);
    const { ticketTypeId, version } = type;
    isDone(await api.call(updateTicketType, { eventId, ticketTypeId, isActive: false }, { token, ifMatch: version }));
    isRefused(await api.call(publishEvent, { eventId }, { token }), "not_publishable");
  });

  it("needs a start in the future", async () => {
    const { eventId, owner } = await aDraftEvent({ team, startDate: await fromNow(-1) });
    isRefused(await api.call(publishEvent, { eventId }, { token: owner.token }), "not_publishable");
  });

  it("happens once, whoever else tries at the same time", async () => {
    const team = await anOrganizer();
    const { eventId } = await aDraftEvent({ team });
    const { token } = team.owner;
    const answers = await Promise.all(Array.from({ length: 6 }, () => api.call(publishEvent, { eventId }, { token })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
    for (const answer of answers.filter(({ problem }) => problem)) isRefused(answer, "not_a_draft");
    expect(await published(team)).toBe(1);
    isRefused(await api.call(publishEvent, { eventId }, { token }), "not_a_draft");
  });

  it("would happen every time without the version in the write (the control)", async () => {
    const team = await anOrganizer();
    const { eventId, organizerId } = await aDraftEvent({ team });
    const { client, TableName } = await table();
    const { Key } = event.get({ eventId }).params<GetCommandInput>();
    const by = { now: await now(), by: team.owner.userId };
    const { Item: draft } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    const unguarded = Array.from({ length: 6 }, async () => {
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      await client.send(new PutCommand({ TableName, Item: { ...Item, status: "published" } }));
      const counted = organizer.patch({ organizerId }).add({ publishedEvents: 1, version: 1 }).set(stamp(by));
      await client.send(new UpdateCommand({ ...counted.params<UpdateCommandInput>(), TableName }));
    });
    await Promise.all(unguarded);
    expect(await published(team)).toBe(6);
    // The table is left as if nothing of this had been.
    await client.send(new PutCommand({ TableName, Item: draft }));
    const reset = organizer.patch({ organizerId }).set({ publishedEvents: 0 }).add({ version: 1 });
    await client.send(new UpdateCommand({ ...reset.params<UpdateCommandInput>(), TableName }));
  });

  it("publishes the version in If-Match, if one is sent", async () => {
    const { eventId, owner } = await aDraftEvent({ team });
    const { token } = owner;
    const { version } = isDone(await api.call(getEvent, { eventId }, { token }));
    isRefused(await api.call(publishEvent, { eventId }, { token, ifMatch: version - 1 }), "stale_version");
    expect(isDone(await api.call(publishEvent, { eventId }, { token, ifMatch: version })).version).toBe(version + 1);
  });

  it("never crosses with a change of the same event", async () => {
    for (let round = 0; round < 5; round++) {
      const { eventId, ticketTypeId } = await aDraftEvent({ team });
      const { token } = team.owner;
      const { version } = isDone(await api.call(getEvent, { eventId }, { token }));
      const [, , added] = await Promise.all([
        api.call(publishEvent, { eventId }, { token }),
        api.call(updateTicketType, { eventId, ticketTypeId, price: 0 }, { token, ifMatch: 1 }),
        api.call(createTicketType, { eventId, ...aTypeForm({ price: 100 }) }, { token }),
        api.call(updateEvent, { eventId, maxCapacity: 7 }, { token, ifMatch: version }),
      ]);
      const page = isDone(await api.call(getEvent, { eventId }));
      const prices = page.ticketTypes.map(({ price }) => price);
      expect(page.price).toBe(Math.min(...prices));
      expect(page.ticketTypes).toHaveLength(added.status === 201 ? 2 : 1);
      const stock = await stockOf(eventId, 1);
      expect(stock.map(({ left }) => left)).toEqual([page.maxCapacity]);
      expect(
        Object.values(stock[0]?.types ?? {})
          .map(({ price }) => price)
          .toSorted(),
      ).toEqual(prices.toSorted());
    }
  });

  it("opens 64 stock items with 20 types in one step", async () => {
    const types = Array.from({ length: 20 }, (_, number) => ({
      name: `Block ${number}`,
      quantityAvailable: 3333 + number,
    }));
    const { eventId, event: page } = await aPublishedEvent({ team, maxCapacity: 64_007, types });
    expect(page.ticketTypes).toHaveLength(20);
    const stock = await stockOf(eventId, 64);
    expect(stock).toHaveLength(64);
    expect(stock.reduce((sum, { left }) => sum + left, 0)).toBe(64_007);
    for (const { ticketTypeId, quantityAvailable } of page.ticketTypes)
      expect(stock.reduce((sum, { types }) => sum + (types[ticketTypeId]?.left ?? 0), 0)).toBe(quantityAvailable);
  });
});
