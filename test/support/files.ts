import { media } from "#data/media.ts";
import { type Media, withCard } from "#domain/media.ts";
import { minutes, shifted } from "#domain/time.ts";
import { created } from "#domain/trail.ts";
import { writes } from "#test/support/operator.ts";
import { freshKey } from "#test/support/people.ts";
import { now } from "#test/support/when.ts";

export type Sent = Pick<Media, "ownerType" | "ownerId" | "userId"> & Partial<Media>;

/** Files as sending them will leave them, the first sent first; answers their ids. */
export async function sent(...files: readonly Sent[]): Promise<string[]> {
  const at = await now();
  const items = files.map((file, place) => {
    const mediaId = freshKey();
    const status = file.status ?? "ready";
    const stored = withCard({
      ...{ mediaId, originalName: "Sommerfest 2027.png", fileName: `${mediaId}.png`, filePath: `media/${mediaId}.png` },
      ...{ mimeType: "image/png" as const, fileType: "image" as const, fileSize: 120_000, isActive: true },
      ...(status === "ready" && { url: `https://media.example.com/${mediaId}.png` }),
      ...file,
      status,
    });
    const when = new Date(shifted(at, minutes(place)));
    return { ...stored, ...created({ now: when, by: "operator" }) };
  });
  await writes(...items.map((item) => media.create(item)));
  return items.map(({ mediaId }) => mediaId);
}
