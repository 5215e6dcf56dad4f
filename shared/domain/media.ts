import * as z from "zod";
import { id } from "#domain/ids.ts";
import { line, shortened, webAddress } from "#domain/text.ts";
import { shownTrail } from "#domain/trail.ts";

export const fileTypes = ["image", "video", "audio", "document"] as const;
export const mediaStatuses = ["pending", "ready", "refused"] as const;

/** What may be kept, by its media type, and as what. Nothing that can carry a script: no SVG, no HTML. */
const fileTypeOf = {
  "image/jpeg": "image",
  "image/png": "image",
  "image/webp": "image",
  "video/mp4": "video",
  "video/webm": "video",
  "audio/mpeg": "audio",
  "audio/mp4": "audio",
  "audio/ogg": "audio",
  "application/pdf": "document",
} as const satisfies Record<string, (typeof fileTypes)[number]>;
const mimeTypes = Object.keys(fileTypeOf) as (keyof typeof fileTypeOf)[];

/** Bytes; images may be smaller ones only. */
const largest = 50 * 2 ** 20;

/** What lists show. It rides in the indexes, so it stays small. */
const CardFields = z.object({
  mediaId: id,
  originalName: line(1, 255),
  mimeType: z.enum(mimeTypes),
  fileType: z.enum(fileTypes),
  fileSize: z.int().min(1).max(largest),
  url: webAddress.optional(),
  altText: line(1, 300).optional(),
});

/** A file that was sent to us. It counts only once its real bytes were looked at: `ready`, or else `refused`. */
export const Media = CardFields.extend({
  /** Who sent it. */
  userId: id,
  /** What it is for: an event, an organizer, or the person themselves. */
  ownerType: z.enum(["user", "event", "organizer"]),
  ownerId: id,
  /** The name we keep it under, and where. */
  fileName: z.string().regex(/^[\w.-]{1,120}$/),
  filePath: z.string().regex(/^[\w./-]{1,300}$/),
  status: z.enum(mediaStatuses),
  isActive: z.boolean(),
  card: CardFields,
});
export type Media = z.infer<typeof Media>;

export const MediaCard = CardFields.extend(Media.pick({ status: true }).shape);

/** All of it but where it lies; who sent it is for those whose it is. */
export const MediaView = MediaCard.extend({
  ...Media.pick({ ownerType: true, ownerId: true, fileName: true }).shape,
  userId: id.optional(),
  ...shownTrail,
});

/** What everybody sees of it. */
export const publicMedia = <M extends Media>({ userId: _, ...seen }: M) => seen;

/** What a PATCH of it may hold; `null` takes the description away. */
export const MediaEdits = Media.pick({ altText: true }).extend({ altText: Media.shape.altText.nullable() });

/** A file with what its indexes show of it: it follows from it, so every write of one passes here. */
export const withCard = <M extends Omit<Media, "card">>(media: M) => {
  const { originalName, altText } = media;
  const short = { originalName: shortened(originalName, 80), ...(altText && { altText: shortened(altText, 120) }) };
  return { ...media, card: CardFields.parse({ ...media, ...short }) };
};

/** Whether others than its owners may see it: once it was looked at, and as long as what it is for is public. */
export const isShown = ({ status, isActive }: Pick<Media, "status" | "isActive">) => isActive && status === "ready";

/** Whether a file is what its media type says, and no larger than such files may be. */
export const fits = ({ mimeType, fileType, fileSize }: Pick<Media, "mimeType" | "fileType" | "fileSize">) =>
  fileTypeOf[mimeType] === fileType && fileSize <= (fileType === "image" ? 10 * 2 ** 20 : largest);
