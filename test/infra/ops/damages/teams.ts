import { idOf } from "#test/infra/ops/changes.ts";
import type { Damage } from "#test/infra/ops/damages/damage.ts";

const nobody = idOf("nobody");

/** What can go wrong with teams, looks, files, accounts that are kept out, and figures. */
export const teams: readonly Damage[] = [
  [
    "an organizer whose owner left",
    (hand, { teams: { organizerId, owner } }) =>
      hand.makes("membership", { ...owner, organizerId }, { endedAt: "2027-01-11T12:00:00.000Z" }),
    ["parents organizer: has an owner who is not in its team as such"],
  ],
  [
    "somebody who left and is listed",
    (hand, { teams: { organizerId, left } }) =>
      hand.scratches(
        "membership",
        { ...left, organizerId },
        { gsi1pk: `organizer#${organizerId}`, gsi1sk: "member#x" },
      ),
    ["shape membership: as gsi1pk", "shape membership: as gsi1sk"],
  ],
  [
    "an invitation that was not mailed",
    (hand, { teams: { waiting } }) => hand.makes("invitation", waiting, { mailedAt: undefined }),
    ["behind told invitation: and not mailed"],
  ],
  [
    "an invitation of another address",
    (hand, { teams: { waiting } }) => hand.makes("invitation", waiting, { email: "other@example.com" }),
    ["unique invitation: has an id that its address does not make"],
  ],
  [
    "an invitation that is kept for ever",
    (hand, { teams: { waiting } }) => hand.makes("invitation", waiting, { purgeAt: undefined }),
    ["shape invitation: would be kept for ever"],
  ],
  [
    "a look in use that is deleted",
    (hand, { teams: { organizerId, brandings } }) =>
      hand.makes("branding", { organizerId, brandingId: brandings[0] ?? "" }, { isActive: false }),
    ["parents organizer: uses a branding setting that is deleted"],
  ],
  [
    "a look in use that is not there",
    (hand, { teams: { organizerId } }) => hand.makes("organizer", { organizerId }, { activeBrandingId: nobody }),
    ["parents organizer: uses a branding setting that there is not"],
  ],
  [
    "looks of which none is in use",
    (hand, { teams: { organizerId } }) => hand.makes("organizer", { organizerId }, { activeBrandingId: undefined }),
    ["parents branding: is of an organizer that uses none", "parents branding: is of an organizer that uses none"],
  ],
  [
    "a look that loads something",
    (hand, { teams: { organizerId, brandings } }) =>
      hand.scratches(
        "branding",
        { organizerId, brandingId: brandings[1] ?? "" },
        { customCss: { body: { background: "url(https://evil.example)" } } },
      ),
    ["shape branding: does not fit its schema"],
  ],
  [
    "an organizer that is verified and waits for it",
    (hand, { teams: { organizerId } }) => hand.scratches("organizer", { organizerId }, { isVerified: true }),
    ["shape organizer: as gsi2pk", "shape organizer: as gsi2sk"],
  ],
  [
    "a file for something there is not",
    (hand, { teams: { mediaId } }) => hand.makes("media", { mediaId }, { ownerId: nobody }),
    ["parents media: is for a organizer there is not"],
  ],
  [
    "a file of another kind than it says",
    (hand, { teams: { mediaId } }) =>
      hand.makes("media", { mediaId }, ({ card }) => ({ fileType: "video", card: { ...card, fileType: "video" } })),
    ["shape media: is a video of 1000 bytes, as image/png"],
  ],
  [
    "a file nobody looked at that can be fetched",
    (hand, { teams: { mediaId } }) => hand.makes("media", { mediaId }, { status: "pending" }),
    ["shape media: is pending with an address"],
  ],
  [
    "a file that lists under another name",
    (hand, { teams: { mediaId } }) =>
      hand.makes("media", { mediaId }, ({ card }) => ({ card: { ...card, originalName: "x" } })),
    ["shape media: shows something else in lists than it says"],
  ],
  [
    "an account that is kept out and active",
    (hand, { teams: { suspended } }) => hand.makes("user", suspended, { isActive: true }),
    ["shape user: is active, against what it says of why"],
  ],
  [
    "an account that is kept out for no reason",
    (hand, { teams: { suspended } }) => hand.makes("user", suspended, { suspendedAt: undefined }),
    ["shape user: is not active, against what it says of why"],
  ],
  [
    "a day of another event's id",
    (hand, { teams: { counted } }) => hand.makes("eventAnalytics", counted, { analyticsId: nobody }),
    ["unique eventAnalytics: has an id that what it counts does not make"],
  ],
  [
    "a day in another currency",
    (hand, { teams: { counted } }) => hand.makes("eventAnalytics", counted, { currency: "USD" }),
    ["money eventAnalytics: counts USD; its event sells in EUR"],
  ],
  [
    "a month of no event",
    (hand, { teams: { counted } }) => hand.makes("eventAnalyticsMonth", counted, { eventId: nobody }),
    [
      "unique eventAnalyticsMonth: has an id that what it counts does not make",
      "parents eventAnalyticsMonth: counts a month of an event there is not",
    ],
  ],
  [
    "what nobody did",
    (hand, { teams: { owner } }) => hand.makes("userAnalytics", owner, { userId: nobody }),
    [
      "unique userAnalytics: has an id that what it counts does not make",
      "parents userAnalytics: is what was done by a user there is not",
    ],
  ],
];
