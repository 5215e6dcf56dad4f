import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import { event as events } from "#data/event.ts";
import { ticketType as types } from "#data/ticket-type.ts";
import { days, hours } from "#domain/time.ts";
import { goOn } from "#events/walks/go-on.ts";
import { sweepWalks } from "#events/walks/sweep-walks.ts";
import { deleteCategory } from "#functions/categories/delete-category.ts";
import { getCategory } from "#functions/categories/get-category.ts";
import { deleteEvent } from "#functions/events/delete-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { deleteOrganizer } from "#functions/organizers/delete-organizer.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { deleteTicketType } from "#functions/ticket-types/delete-ticket-type.ts";
import { deleteUser } from "#functions/users/delete-user.ts";
import { getUser } from "#functions/users/get-user.ts";
import type { Proofs } from "#test/seed/proof.ts";
import { api } from "#test/support/api.ts";
import { anAdmin, stored } from "#test/support/operator.ts";
import { aDraftEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { timePasses } from "#test/support/when.ts";

export const deletes: Proofs = {
  "constraint Cascade delete where appropriate": {
    code: ["events/walks/purge-page.ts#purgePage", "shared/data/purge-event.ts#removeTicketTypes"],
    operations: [deleteEvent, goOn, sweepWalks],
    differently: "A deleted draft can be restored for 30 days; then it goes with all that belongs to it.",
    also: ["test/functions/events/deleting.test.ts"],
    passesTime: true,
    async holds(world) {
      const team = await world.team();
      const { token } = await world.as(team.owner);
      const owner = { ...team.owner, token };
      const { eventId, event, ticketTypes } = await aDraftEvent({ team: { ...team, owner }, types: [{}, {}, {}] });
      const items = [
        events.get({ eventId }).params<GetCommandInput>(),
        ...ticketTypes.map(({ ticketTypeId }) => types.get({ eventId, ticketTypeId }).params<GetCommandInput>()),
      ];
      const { version } = isDone(await api.call(getEvent, { eventId }, { token }));
      expect(version).toBeGreaterThan(event.version);
      isDone(await api.call(deleteEvent, { eventId }, { token, ifMatch: version }), 204);
      for (const item of items) await stored(item);
      await timePasses(days(31));
      // A worker that was held up is followed by another.
      await timePasses(hours(1));
      for (const item of items) await expect(stored(item)).rejects.toThrow("Nothing is stored");
    },
  },

  "constraint Restrict delete for critical data": {
    code: ["shared/data/delete-event.ts#storeDeleted", "shared/data/close-organizer.ts#closeOrganizer"],
    operations: [deleteEvent, deleteTicketType, deleteOrganizer, deleteCategory, deleteUser],
    also: ["test/functions/events/deleting.test.ts"],
    async holds(world) {
      const { buyer } = await world.sale();
      const { eventId, ticketTypeId, organizerId, owner } = await world.show();
      const as = await world.as(owner);
      const { version, ticketTypes } = isDone(await api.call(getEvent, { eventId }, as));
      isRefused(await api.call(deleteEvent, { eventId }, { ...as, ifMatch: version }), "has_orders");
      const type = { eventId, ticketTypeId };
      isRefused(await api.call(deleteTicketType, type, { ...as, ifMatch: ticketTypes[0]?.version }), "has_orders");
      const organizer = isDone(await api.call(getOrganizer, { organizerId }, as));
      isRefused(await api.call(deleteOrganizer, { organizerId }, { ...as, ifMatch: organizer.version }), "in_use");
      const admin = { token: (await anAdmin("super_admin")).token };
      const { categoryId } = await world.category();
      const category = isDone(await api.call(getCategory, { categoryId }, admin));
      isRefused(await api.call(deleteCategory, { categoryId }, { ...admin, ifMatch: category.version }), "in_use");
      const { userId } = buyer;
      const person = isDone(await api.call(getUser, { userId }, admin));
      isRefused(await api.call(deleteUser, { userId }, { ...admin, ifMatch: person.version }), "in_use");
    },
  },
};
