import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import { organizer } from "#data/organizer.ts";
import { Organizer } from "#domain/organizer.ts";
import { listMembers } from "#functions/members/list-members.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { updateOrganizer } from "#functions/organizers/update-organizer.ts";
import type { Kept } from "#test/seed/table-proofs.ts";
import type { World } from "#test/seed/world.ts";
import { api } from "#test/support/api.ts";
import { stored } from "#test/support/operator.ts";
import { isDone } from "#test/support/then.ts";

async function itemOf(world: World) {
  const { organizerId } = await world.team();
  return (await stored(organizer.get({ organizerId }).params<GetCommandInput>())).item;
}

export const organizers: Kept = {
  table: "organizers",
  entity: "organizer",
  schema: Organizer,
  code: ["shared/domain/organizer.ts#Organizer", "shared/data/organizer.ts#organizer"],
  operations: [createOrganizer, getOrganizer, listMyOrganizers, updateOrganizer],
  async shown(world) {
    const { organizerId, owner } = await world.team();
    return isDone(await api.call(getOrganizer, { organizerId }, await world.as(owner)));
  },
  stored: itemOf,
  columns: {
    id: { as: "organizerId" },
    user_id: {
      operations: [createOrganizer, listMyOrganizers, listMembers],
      differently: "Who made it, and owns it: a member of its team, not shown on its page.",
      async holds(world) {
        const { organizerId, owner } = await world.team();
        expect(await itemOf(world)).toMatchObject({ userId: owner.userId });
        const { items } = isDone(await api.call(listMyOrganizers, {}, await world.as(owner)));
        expect(items).toEqual([expect.objectContaining({ organizerId, role: "owner" })]);
        const team = isDone(await api.call(listMembers, { organizerId }, await world.as(owner)));
        expect(team.items).toEqual([expect.objectContaining({ userId: owner.userId, role: "owner" })]);
      },
    },
  },
};
