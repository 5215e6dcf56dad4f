import { entity, gsi, primary } from "#data/entity.ts";
import { Media } from "#domain/media.ts";

const isThere = (item: Readonly<Record<string, unknown>>) => item.isActive === true;

export const media = entity("media", Media, {
  // The file with this id.
  byId: primary("media#{mediaId}", "media"),
  // All that a person sent, deleted or not, while it is called what they called it: who is erased is to be found there.
  ofSender: gsi(3, "user#{userId}#sent", "{mediaId}", (item) => item.originalName !== item.fileName),
  // What a person sent — newest first — until it is deleted.
  ofUser: gsi(1, "user#{userId}#media", "{createdAt}#{mediaId}", isThere),
  // An event's or an organizer's files — newest first — until deleted. What is for a person alone is found above.
  ofOwner: gsi(
    2,
    "{ownerType}#{ownerId}#media",
    "{createdAt}#{mediaId}",
    (item) => isThere(item) && item.ownerType !== "user",
  ),
});
