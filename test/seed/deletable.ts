import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { branding } from "#data/branding.ts";
import { category } from "#data/category.ts";
import { event } from "#data/event.ts";
import { media } from "#data/media.ts";
import { organizer } from "#data/organizer.ts";
import { ticketType } from "#data/ticket-type.ts";
import { user } from "#data/user.ts";
import { createBranding } from "#functions/branding/create-branding.ts";
import { deleteBranding } from "#functions/branding/delete-branding.ts";
import { listBrandings } from "#functions/branding/list-brandings.ts";
import { restoreBranding } from "#functions/branding/restore-branding.ts";
import { createCategory } from "#functions/categories/create-category.ts";
import { deleteCategory } from "#functions/categories/delete-category.ts";
import { getCategory } from "#functions/categories/get-category.ts";
import { restoreCategory } from "#functions/categories/restore-category.ts";
import { deleteEvent } from "#functions/events/delete-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { restoreEvent } from "#functions/events/restore-event.ts";
import { deleteMedia } from "#functions/media/delete-media.ts";
import { listMyMedia } from "#functions/media/list-my-media.ts";
import { restoreMedia } from "#functions/media/restore-media.ts";
import { deleteOrganizer } from "#functions/organizers/delete-organizer.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { restoreOrganizer } from "#functions/organizers/restore-organizer.ts";
import { deleteTicketType } from "#functions/ticket-types/delete-ticket-type.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { restoreTicketType } from "#functions/ticket-types/restore-ticket-type.ts";
import { deleteUser } from "#functions/users/delete-user.ts";
import { getMe } from "#functions/users/get-me.ts";
import { restoreUser } from "#functions/users/restore-user.ts";
import type { Answer } from "#platform/client.ts";
import { plantedFiles } from "#test/seed/planted.ts";
import { api } from "#test/support/api.ts";
import { aCrowd, anAdmin, stored } from "#test/support/operator.ts";
import { anOrganizer, freshKey } from "#test/support/people.ts";
import { aDraftEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";

type Asking = { params<P>(): P };

/** Something that can be deleted and restored, and where it is seen. */
export type Deletable = {
  readonly name: string;
  /** Whether it is where people find such things. */
  readonly isListed: () => Promise<boolean>;
  readonly item: () => Promise<Readonly<Record<string, unknown>>>;
  readonly remove: () => Promise<void>;
  readonly restore: () => Promise<void>;
};

/** One of each, in an order in which all can be deleted. */
export async function deletable(): Promise<Deletable[]> {
  const [team, admin, [person]] = [await anOrganizer(), await anAdmin("super_admin"), await aCrowd(1)];
  const { organizerId, owner } = team;
  const { eventId, ticketTypes } = await aDraftEvent({ team, types: [{}, {}] });
  const { userId = "", token = "" } = person ?? {};
  const ticketTypeId = ticketTypes[0]?.ticketTypeId ?? "";
  const colours = { organizerId, primaryColor: "#112233", secondaryColor: "#ffffff" };
  // The first of them is in use, and stays.
  isDone(await api.call(createBranding, colours, owner));
  const { brandingId } = isDone(await api.call(createBranding, colours, owner));
  const [file] = await plantedFiles(1, () => ({ userId: owner.userId, ownerType: "organizer", ownerId: organizerId }));
  const mediaId = file?.mediaId ?? "";
  const form = { name: `Deleted ${freshKey()}` };
  const { categoryId } = isDone(await api.call(createCategory, form, admin));

  return [
    one("users", user.get({ userId }), {
      isListed: async () => (await api.call(getMe, {}, { token })).status === 200,
      remove: (ifMatch) => api.call(deleteUser, { userId }, { token: admin.token, ifMatch }),
      restore: () => api.call(restoreUser, { userId }, admin),
    }),
    one("ticket_types", ticketType.get({ eventId, ticketTypeId }), {
      isListed: async () => {
        const { items } = isDone(await api.call(listTicketTypes, { eventId }, owner));
        return items.some((type) => type.ticketTypeId === ticketTypeId);
      },
      remove: (ifMatch) => api.call(deleteTicketType, { eventId, ticketTypeId }, { token: owner.token, ifMatch }),
      restore: () => api.call(restoreTicketType, { eventId, ticketTypeId }, admin),
    }),
    one("branding_settings", branding.get({ organizerId, brandingId }), {
      isListed: async () => {
        const { items } = isDone(await api.call(listBrandings, { organizerId }, owner));
        return items.some((setting) => setting.brandingId === brandingId);
      },
      remove: (ifMatch) => api.call(deleteBranding, { organizerId, brandingId }, { token: owner.token, ifMatch }),
      restore: () => api.call(restoreBranding, { organizerId, brandingId }, admin),
    }),
    one("media_files", media.get({ mediaId }), {
      isListed: async () => isDone(await api.call(listMyMedia, {}, owner)).items.length === 1,
      remove: (ifMatch) => api.call(deleteMedia, { mediaId }, { token: owner.token, ifMatch }),
      restore: () => api.call(restoreMedia, { mediaId }, admin),
    }),
    one("event_categories", category.get({ categoryId }), {
      isListed: async () => (await api.call(getCategory, { categoryId })).status === 200,
      remove: (ifMatch) => api.call(deleteCategory, { categoryId }, { token: admin.token, ifMatch }),
      restore: () => api.call(restoreCategory, { categoryId }, admin),
    }),
    one("events", event.get({ eventId }), {
      isListed: async () =>
        isDone(await api.call(listOrganizerEvents, { organizerId, status: "draft" }, owner)).items.length === 1,
      remove: (ifMatch) => api.call(deleteEvent, { eventId }, { token: owner.token, ifMatch }),
      restore: () => api.call(restoreEvent, { eventId }, admin),
    }),
    one("organizers", organizer.get({ organizerId }), {
      isListed: async () => isDone(await api.call(listMyOrganizers, {}, owner)).items.length === 1,
      remove: (ifMatch) => api.call(deleteOrganizer, { organizerId }, { token: owner.token, ifMatch }),
      restore: () => api.call(restoreOrganizer, { organizerId }, admin),
    }),
  ];
}

type Calls = Pick<Deletable, "isListed"> & {
  readonly remove: (ifMatch: number) => Promise<Answer>;
  readonly restore: () => Promise<Answer>;
};

function one(name: string, get: Asking, { isListed, remove, restore }: Calls): Deletable {
  const item = async () => (await stored(get.params<GetCommandInput>())).item;
  return {
    name,
    isListed,
    item,
    remove: async () => void isDone(await remove(Number((await item()).version))),
    restore: async () => void isDone(await restore()),
  };
}
