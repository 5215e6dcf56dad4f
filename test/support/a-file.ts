import { type Media, withCard } from "#domain/media.ts";
import { created } from "#domain/trail.ts";

export type Sent = Pick<Media, "ownerType" | "ownerId" | "userId"> & Partial<Media>;

/** A file as sending it will leave it. */
export function aFile(mediaId: string, file: Sent, when: Date) {
  const status = file.status ?? "ready";
  const stored = withCard({
    ...{ mediaId, originalName: "Sommerfest 2027.png", fileName: `${mediaId}.png`, filePath: `media/${mediaId}.png` },
    ...{ mimeType: "image/png" as const, fileType: "image" as const, fileSize: 120_000, isActive: true },
    ...(status === "ready" && { url: `https://media.example.com/${mediaId}.png` }),
    ...file,
    status,
  });
  return { ...stored, ...created({ now: when, by: "operator" }) };
}
