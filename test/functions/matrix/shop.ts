import { invitationOf } from "#domain/invitation.ts";
import { createBranding } from "#functions/branding/create-branding.ts";
import { createCategory } from "#functions/categories/create-category.ts";
import { deleteCategory } from "#functions/categories/delete-category.ts";
import { inviteMember } from "#functions/members/invite-member.ts";
import type { Named } from "#test/functions/matrix/caller.ts";
import type { Canaries } from "#test/functions/matrix/canaries.ts";
import { api } from "#test/support/api.ts";
import { sent } from "#test/support/files.ts";
import { freshEmail, freshKey, type Person, type Team } from "#test/support/people.ts";
import { isDone } from "#test/support/then.ts";
import { now } from "#test/support/when.ts";

type Cast = Readonly<Record<Named, Person>>;
const ofTeam = ["manager", "owner"] as const satisfies readonly Named[];

/** Colours of an organizer's pages. */
export const aLook = () => ({
  ...{ primaryColor: "#1f6feb", secondaryColor: "#ffffff" },
  logoUrl: `https://cdn.example.com/${freshKey()}.png`,
});

/** Adds a branding setting to a team's; its first is in use at once. */
export async function aBranding({ organizerId, owner }: Team) {
  const look = { organizerId, ...aLook() };
  const { brandingId } = isDone(await api.call(createBranding, look, { token: owner.token }), 201);
  return { brandingId, logoUrl: look.logoUrl };
}

/** A category that nobody has. */
export async function aCategory({ admin }: Cast) {
  const { token } = admin;
  return isDone(await api.call(createCategory, { name: `lanterns ${freshKey()}` }, { token }), 201);
}

/** One that was deleted. */
export async function aDeletedCategory(cast: Cast) {
  const { categoryId, name, version } = await aCategory(cast);
  isDone(await api.call(deleteCategory, { categoryId }, { token: cast.admin.token, ifMatch: version }));
  return { categoryId, name };
}

/** Has an owner invite an address, and tells the invitation's id. */
export async function anInvitation({ organizerId, owner }: Team, email = freshEmail()) {
  const card = { organizerId, email, role: "check_in" as const };
  isDone(await api.call(inviteMember, card, { token: owner.token }), 202);
  return invitationOf(card, owner.userId, await now());
}

/** Files for what there is: each ready but one. */
async function theFiles({ buyer, manager }: Cast, of: { organizerId: string; showId: string; draftId: string }) {
  const name = (what: string) => ({ originalName: `${what} ${freshKey()}` });
  const from = { userId: manager.userId };
  const ofShow = { ...from, ownerType: "event", ownerId: of.showId } as const;
  const mine = { userId: buyer.userId, ownerType: "user", ownerId: buyer.userId } as const;
  const names = { pending: name("pending"), hidden: name("of a draft"), own: name("of a person") };
  const [ofOrganizer = "", shown = "", pending = "", hidden = "", own = ""] = await sent(
    { ...from, ownerType: "organizer", ownerId: of.organizerId },
    ofShow,
    { ...ofShow, ...names.pending, status: "pending" },
    { ...from, ...names.hidden, ownerType: "event", ownerId: of.draftId },
    { ...mine, ...names.own },
  );
  return { ids: { ofOrganizer, shown, pending, hidden, own }, names };
}

/** What else belongs to a team and its shop: looks, categories, who is invited, files; and who may know of them. */
export async function theShop(cast: Cast, secrets: Canaries, of: { team: Team; showId: string; draftId: string }) {
  const { team } = of;
  const { organizerId } = team;
  const inUse = await aBranding(team);
  const spare = await aBranding(team);
  const category = await aCategory(cast);
  const deletedCategory = await aDeletedCategory(cast);
  const invitation = await anInvitation(team);
  const files = await theFiles(cast, { ...of, organizerId });

  secrets.plant("the logo of a look that is not in use", spare.logoUrl, ...ofTeam);
  secrets.plant("a deleted category", deletedCategory.name, "admin", "superAdmin");
  secrets.plant("an invitation", invitation.invitationId, "owner");
  secrets.plant("an address that was invited", invitation.email, "owner");
  secrets.plant("a file that nobody has looked at", files.names.pending.originalName, ...ofTeam);
  secrets.plant("a draft's file", files.names.hidden.originalName, ...ofTeam);
  secrets.plant("a person's file", files.names.own.originalName, "buyer");

  return {
    brandingId: inUse.brandingId,
    spareBrandingId: spare.brandingId,
    categoryId: category.categoryId,
    deletedCategoryId: deletedCategory.categoryId,
    invitationId: invitation.invitationId,
    files: files.ids,
  };
}
