import { isDeepStrictEqual } from "node:util";
import { derivedId } from "#domain/ids.ts";
import { nobodys } from "#domain/organizer.ts";
import { normalizeEmail } from "#domain/text.ts";
import type { Rules } from "../rules.ts";
import { behind, broken } from "../violation.ts";
import { mayHave, wasThere } from "./people.ts";

/** A team has its owner, an address one invitation to it, and an organizer the look it says it has. */
export const rules: Rules = {
  organizer: [
    function* ({ organizerId, userId }, table) {
      if (!wasThere(userId, table)) yield broken("parents", "is owned by a user there is not");
      if (table.find("erasure", { userId })) return;
      const owner = table.find("membership", { userId, organizerId });
      if (owner?.role !== "owner" || owner.endedAt) {
        yield broken("parents", "has an owner who is not in its team as such");
      }
    },
    // An organizer whose last owner was erased is closed, and says nothing of them.
    function* ({ userId, isActive, organizationName, contactEmail, ...more }, table) {
      if (!table.find("erasure", { userId })) return;
      const { contactPhone, description, website, requestHash } = more;
      const left = [contactPhone, description, website, requestHash].some((part) => part !== undefined);
      if (isActive || left || !isDeepStrictEqual({ organizationName, contactEmail }, nobodys)) {
        yield broken("erased", "says who its last owner was, who was erased");
      }
    },
    function* ({ organizerId, activeBrandingId }, table) {
      if (activeBrandingId === undefined) return;
      const branding = table.find("branding", { organizerId, brandingId: activeBrandingId });
      if (!branding?.isActive)
        yield broken("parents", `uses a branding setting that ${branding ? "is deleted" : "there is not"}`);
    },
  ],
  membership: [
    function* ({ userId, organizerId, role, card }, table) {
      yield* mayHave(userId, table, "of");
      if (!table.find("organizer", { organizerId })) yield broken("parents", "is of an organizer there is not");
      if (!isDeepStrictEqual(card, { userId, organizerId, role })) {
        yield broken("shape", "shows something else in lists than it says");
      }
    },
  ],
  invitation: [
    function* ({ invitationId, organizerId, email, status, mailedAt, updatedAt, expiresAt }, table) {
      if (!table.find("organizer", { organizerId }))
        yield broken("parents", "is to the team of an organizer there is not");
      if (email !== normalizeEmail(email) || invitationId !== derivedId("invitation", organizerId, email)) {
        yield broken("unique", "has an id that its address does not make");
      }
      if (status === "pending" && !mailedAt && expiresAt > table.now)
        yield behind("told", `was made at ${updatedAt} and not mailed`);
    },
  ],
  branding: [
    function* ({ organizerId, isActive }, table) {
      const organizer = table.find("organizer", { organizerId });
      if (!organizer) yield broken("parents", "is the look of an organizer there is not");
      else if (isActive && !organizer.activeBrandingId) yield broken("parents", "is of an organizer that uses none");
    },
  ],
};
