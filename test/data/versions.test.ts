import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { category as categories, indexedCategory } from "#data/category.ts";
import { storeSale } from "#data/change-event.ts";
import { storeEdited } from "#data/change-organizer.ts";
import { setFeatured } from "#data/feature.ts";
import { loadCategory } from "#data/load-category.ts";
import { loadInvitation } from "#data/load-invitation.ts";
import { loadMember } from "#data/load-member.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { storeCategories } from "#data/map-categories.ts";
import { storePublished } from "#data/publish-event.ts";
import { storeCategory } from "#data/store-category.ts";
import { storeInvitation, takeBack } from "#data/store-invitation.ts";
import { storeMember } from "#data/store-member.ts";
import { invitationOf } from "#domain/invitation.ts";
import { published } from "#domain/publish.ts";
import { created } from "#domain/trail.ts";
import { at, changeAt } from "#test/infra/ops/changes.ts";
import { aDraft } from "#test/infra/ops/shows.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { race } from "#test/support/race.ts";
import { addMember, aTeam, outcomes } from "#test/support/teams.ts";

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await memoryTable();
}, 60_000);
afterAll(() => stop());

type Write = () => Promise<unknown>;

async function aShow(prices: readonly number[] = []) {
  const { organizerId } = await aTeam();
  return aDraft(randomUUID(), organizerId, 10, prices);
}

async function aCategory() {
  const categoryId = randomUUID();
  const name = `Jazz ${categoryId}`;
  const category = { categoryId, name, sortName: name.toLowerCase(), isActive: true, uses: 0 };
  await categories.create({ ...indexedCategory(category), ...created(changeAt(0)) }).go();
  return loadCategory(categoryId);
}

/** Two writes of one item from the same read. */
const writes: Readonly<Record<string, () => Promise<readonly [Write, Write]>>> = {
  "an organizer": async () => {
    const before = await loadOrganizer((await aTeam()).organizerId);
    const edits = (organizationName: string) => () => storeEdited(before, { ...before, organizationName }, changeAt(2));
    return [edits("Lantern House"), edits("Lantern Yard")];
  },
  "a member's role": async () => {
    const { organizerId } = await aTeam();
    const before = await loadMember(await addMember(organizerId, "manager"), organizerId);
    const gets = (role: "check_in" | "owner") => () => storeMember(before, { role }, changeAt(2));
    return [gets("check_in"), gets("owner")];
  },
  "an invitation": async () => {
    const to = { ...(await aTeam()), email: `${randomUUID()}@example.com`, role: "manager" as const };
    await storeInvitation(invitationOf(to, to.owner, at(1)), changeAt(1));
    const before = await loadInvitation(invitationOf(to, to.owner, at(1)));
    if (!before) throw new Error("It was not stored");
    const takes = () => takeBack(before, changeAt(2));
    return [takes, takes];
  },
  "a category": async () => {
    const before = await aCategory();
    const edits = (name: string) => () => storeCategory(before, { ...before, name }, changeAt(2));
    return [edits(`Blues ${before.categoryId}`), edits(`Swing ${before.categoryId}`)];
  },
  "an event": async () => {
    const before = await aShow();
    const edits = (title: string) => () => storeSale(before, { event: { ...before.event, title } }, changeAt(8));
    return [edits("Night of Lamps"), edits("Night of Fires")];
  },
  "a ticket type": async () => {
    const before = await aShow([500]);
    const [type] = before.ticketTypes;
    if (!type) throw new Error("It has none");
    const edits = (name: string) => () => storeSale(before, { ticketType: { ...type, name } }, changeAt(8));
    return [edits("Early"), edits("Late")];
  },
  "an event's categories": async () => {
    const [before, one, other] = [await aShow(), await aCategory(), await aCategory()];
    const gets = (category: typeof one) => () => storeCategories(before, [category], changeAt(8));
    return [gets(one), gets(other)];
  },
  "whether an event is featured": async () => {
    const draft = await aShow([500]);
    const next = published(draft.event, draft.ticketTypes, at(7).toISOString());
    const sale = await storePublished(draft, next, changeAt(7));
    if (!sale) throw new Error("It was not published");
    const { eventId, version } = sale.event;
    const features = () => setFeatured({ eventId, isFeatured: true }, version, changeAt(8));
    return [features, features];
  },
};

describe.each(Object.entries(writes))("%s, written twice from one read", (_, begins) => {
  const both = async (guards: boolean) => outcomes(await race(await begins(), { guards })).sort();

  it("is written once; without its version's condition both would be (the control)", async () => {
    expect(await both(true)).toEqual(["done", "stale"]);
    expect(await both(false)).toEqual(["done", "done"]);
  });
});
