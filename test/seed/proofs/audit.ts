import { expect } from "vitest";
import { days, shifted } from "#domain/time.ts";
import { relay } from "#events/relay/relay.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import type { Proofs } from "#test/seed/proof.ts";
import type { World } from "#test/seed/world.ts";
import { api } from "#test/support/api.ts";
import { auditLog, history } from "#test/support/audit-log.ts";
import { aDraftEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles, now } from "#test/support/when.ts";

/** A ticket type that cost 25.00 first, and 40.00 later. */
async function repriced(world: World) {
  const team = await world.team();
  const owner = { ...team.owner, ...(await world.as(team.owner)) };
  const { eventId, ticketTypes } = await aDraftEvent({ team: { ...team, owner } });
  const { ticketTypeId = "", version, createdAt = "" } = ticketTypes[0] ?? {};
  const edit = { eventId, ticketTypeId, price: 4000 };
  const { updatedAt } = isDone(await api.call(updateTicketType, edit, { token: owner.token, ifMatch: version }));
  await everythingSettles();
  return { id: `${eventId}/${ticketTypeId}`, owner, createdAt, updatedAt };
}

export const audit: Proofs = {
  "pattern Audit Trail: Tracks data lineage and changes": {
    code: ["events/relay/audit.ts", "shared/domain/audit-line.ts#lineText", "infra/ops/history.ts"],
    operations: [relay, createTicketType, updateTicketType],
    differently: "In a log beside the table: who changed what, when, from what to what; `npm run history` tells it.",
    also: ["test/events/relay/audit-log.test.ts", "test/infra/ops/history/life.test.ts"],
    async holds(world) {
      const { id, owner, createdAt, updatedAt } = await repriced(world);
      const life = await history("ticket-type", id, "--json");
      expect(life.json()).toMatchObject([
        { at: createdAt, who: owner.userId, change: "INSERT", version: 1 },
        {
          ...{ at: updatedAt, who: owner.userId, change: "MODIFY", version: 2 },
          differences: [{ field: "price", from: 2500, to: 4000 }],
        },
      ]);
    },
  },

  "pattern Audit Trail: Enables temporal queries": {
    code: ["infra/ops/history/life.ts#lifeOf", "infra/ops/history/tell.ts#itemAt"],
    operations: [relay],
    also: ["test/events/relay/audit-log.test.ts"],
    async holds(world) {
      const { id, createdAt, updatedAt } = await repriced(world);
      const at = async (moment: string) => (await history("ticket-type", id, "--json", "--at", moment)).json()[0];
      expect(await at(createdAt)).toMatchObject({ price: 2500, version: 1 });
      expect(await at(updatedAt)).toMatchObject({ price: 4000, version: 2 });
      expect(await at(shifted(createdAt, -days(1)))).toBeNull();
    },
  },

  "scalability Logs partitioned by timestamp": {
    code: ["shared/domain/audit-line.ts#hourPrefix", "infra/constructs/audit-bucket.ts"],
    operations: [relay],
    differently: "The audit log: an object per batch on S3, under the day and hour, which Athena reads as partitions.",
    also: ["test/events/relay/audit.test.ts"],
    async holds(world) {
      const { id, createdAt, updatedAt } = await repriced(world);
      const objects = await auditLog(createdAt, updatedAt, (await now()).toISOString());
      const [, ticketTypeId = ""] = id.split("/");
      const [kept] = [...objects].filter(([, text]) => text.includes(ticketTypeId)).map(([key]) => key);
      expect(kept).toMatch(`changes/date=${createdAt.slice(0, 10)}/hour=`);
      for (const key of objects.keys()) expect(key).toMatch(/^changes\/date=\d{4}-\d\d-\d\d\/hour=\d\d\/[\w.-]+\.gz$/);
    },
  },
};
