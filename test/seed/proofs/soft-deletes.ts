import { expect } from "vitest";
import { deleteBranding } from "#functions/branding/delete-branding.ts";
import { restoreBranding } from "#functions/branding/restore-branding.ts";
import { deleteCategory } from "#functions/categories/delete-category.ts";
import { restoreCategory } from "#functions/categories/restore-category.ts";
import { deleteEvent } from "#functions/events/delete-event.ts";
import { restoreEvent } from "#functions/events/restore-event.ts";
import { deleteMedia } from "#functions/media/delete-media.ts";
import { restoreMedia } from "#functions/media/restore-media.ts";
import { deleteOrganizer } from "#functions/organizers/delete-organizer.ts";
import { restoreOrganizer } from "#functions/organizers/restore-organizer.ts";
import { deleteTicketType } from "#functions/ticket-types/delete-ticket-type.ts";
import { restoreTicketType } from "#functions/ticket-types/restore-ticket-type.ts";
import { deleteUser } from "#functions/users/delete-user.ts";
import { restoreUser } from "#functions/users/restore-user.ts";
import { deletable } from "#test/seed/deletable.ts";
import type { Proofs } from "#test/seed/proof.ts";

const removing = [
  deleteUser,
  deleteOrganizer,
  deleteEvent,
  deleteTicketType,
  deleteMedia,
  deleteBranding,
  deleteCategory,
];
const restoring = [
  restoreUser,
  restoreOrganizer,
  restoreEvent,
  restoreTicketType,
  restoreMedia,
  restoreBranding,
  restoreCategory,
];
const code = ["shared/domain/delete-event.ts#deleted", "shared/domain/rule-user.ts#closed"];

/** All that an item is, but for its trail, what says that it was deleted, and its places in the indexes. */
const lasting = (item: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(item).filter(
      ([name]) => !/^(version|updatedAt|changedBy|fact|isActive|deletedAt|sessionsEpoch|gsi\d[ps]k)$/.test(name),
    ),
  );

export const softDeletes: Proofs = {
  "pattern Soft Deletes: is_active flags for soft deletion": {
    code,
    operations: removing,
    differently: "Also where the seed's table has no such column: organizers, events, categories and media.",
    async holds() {
      for (const { name, isListed, item, remove } of await deletable()) {
        expect([name, await isListed(), (await item()).isActive]).toEqual([name, true, true]);
        await remove();
        expect([name, await isListed(), (await item()).isActive]).toEqual([name, false, false]);
      }
    },
  },

  "pattern Soft Deletes: Preserves data integrity": {
    code,
    operations: removing,
    async holds() {
      for (const { item, remove } of await deletable()) {
        const before = lasting(await item());
        await remove();
        expect(lasting(await item())).toEqual(before);
      }
    },
  },

  "pattern Soft Deletes: Enables data recovery": {
    code: ["shared/domain/delete-event.ts#restored"],
    operations: restoring,
    async holds() {
      for (const { name, isListed, item, remove, restore } of await deletable()) {
        await remove();
        await restore();
        expect([name, await isListed(), (await item()).isActive]).toEqual([name, true, true]);
      }
    },
  },
};
