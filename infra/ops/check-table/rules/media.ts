import { fits, withCard } from "#domain/media.ts";
import type { Table } from "../judge.ts";
import type { Rules } from "../rules.ts";
import { differences, type Stored } from "../stored.ts";
import { broken } from "../violation.ts";
import { mayHave, wasThere } from "./people.ts";

/** What a file is for. */
function ownerOf({ ownerType, ownerId }: Stored<"media">, table: Table): object | undefined {
  return ownerType === "event"
    ? table.find("event", { eventId: ownerId })
    : table.find("organizer", { organizerId: ownerId });
}

/** A file is what it says it is, of somebody, for something. */
export const rules: Rules = {
  media: [
    function* (media, table) {
      const { userId, ownerType, ownerId } = media;
      if (!wasThere(userId, table)) yield broken("parents", "was sent by a user there is not");
      if (ownerType === "user") yield* mayHave(userId, table, "of");
      else if (!ownerOf(media, table)) yield broken("parents", `is for a ${ownerType} there is not`);
      if (ownerType === "user" && ownerId !== userId) yield broken("parents", "is for somebody else than who sent it");
    },
    function* (media) {
      if (!fits(media))
        yield broken("shape", `is a ${media.fileType} of ${media.fileSize} bytes, as ${media.mimeType}`);
      if ((media.status === "ready") !== (media.url !== undefined)) {
        yield broken("shape", `is ${media.status} ${media.url ? "with" : "without"} an address`);
      }
      if (differences(media.card, withCard(media).card).length > 0) {
        yield broken("shape", "shows something else in lists than it says");
      }
    },
  ],
};
