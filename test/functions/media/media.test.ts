import { beforeAll, describe, expect, it } from "vitest";
import { deleteMedia } from "#functions/media/delete-media.ts";
import { getMedia } from "#functions/media/get-media.ts";
import { listEventMedia } from "#functions/media/list-event-media.ts";
import { listMyMedia } from "#functions/media/list-my-media.ts";
import { listOrganizerMedia } from "#functions/media/list-organizer-media.ts";
import { restoreMedia } from "#functions/media/restore-media.ts";
import { updateMedia } from "#functions/media/update-media.ts";
import type { Sent } from "#test/support/a-file.ts";
import { api } from "#test/support/api.ts";
import { sent } from "#test/support/files.ts";
import { aCast, anAdmin } from "#test/support/operator.ts";
import { walked } from "#test/support/pages.ts";
import type { Person } from "#test/support/people.ts";
import { aDraftEvent, aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";

let cast: Awaited<ReturnType<typeof aCast>>;
let show: { eventId: string };
let draft: { eventId: string };
beforeAll(async () => {
  cast = await aCast();
  show = await aPublishedEvent({ team: cast.team });
  const { eventId } = await aDraftEvent({ team: cast.team });
  draft = { eventId };
});

const as = (person: Person | undefined) => person && { token: person.token };
const sees = (mediaId = "", person?: Person) => api.call(getMedia, { mediaId }, as(person));
const edits = (mediaId: string, edit: object, { token }: Person, ifMatch = 1) =>
  api.send(updateMedia, { mediaId, ...edit }, { token, ifMatch });
const deletes = (mediaId: string, { token }: Person, ifMatch = 1) =>
  api.call(deleteMedia, { mediaId }, { token, ifMatch });

describe("files", () => {
  it("of a person are listed newest first, in pages, whatever came of them and they are for", async () => {
    const { userId, token } = cast.stranger;
    const mine = { userId, ownerType: "user", ownerId: userId } as const;
    const files: Sent[] = [mine, { ...mine, status: "pending" }, { ...mine, status: "refused" }, mine, mine];
    const ids = await sent(...files, { ...mine, isActive: false });
    const { items, pages } = await walked((cursor) => api.call(listMyMedia, { limit: 2, ...cursor }, { token }));
    expect(pages).toBe(3);
    expect(items.map(({ mediaId }) => mediaId)).toEqual(ids.slice(0, 5).reverse());
    expect(items.map(({ status }) => status)).toEqual(["ready", "ready", "refused", "pending", "ready"]);
    expect(items[0]).toMatchObject({ fileType: "image", mimeType: "image/png", fileSize: 120_000 });
    isDone(await sees(ids[0], cast.stranger));
    for (const person of [undefined, cast.team.owner]) isRefused(await sees(ids[0], person), "not_found");
    expect(isDone(await api.call(listMyMedia, {}, { token: cast.doorStaff.token })).items).toEqual([]);
  });

  it("of an event are seen by its team, and those that are ready by everybody who sees the event", async () => {
    const { userId } = cast.manager;
    const files = (eventId: string) => {
      const file = { userId, ownerType: "event", ownerId: eventId } as const;
      return sent(file, { ...file, status: "pending" }, file, { ...file, status: "refused" });
    };
    const ids = await files(show.eventId);
    const list = async (eventId: string, person?: Person) =>
      walked((cursor) => api.call(listEventMedia, { eventId, limit: 3, ...cursor }, as(person)));
    const named = async (...asked: Parameters<typeof list>) =>
      (await list(...asked)).items.map(({ mediaId }) => mediaId);
    expect(await named(show.eventId, cast.team.owner)).toEqual(ids.toReversed());
    for (const person of [undefined, cast.stranger, cast.doorStaff, cast.others.owner]) {
      expect(await named(show.eventId, person)).toEqual([ids[2], ids[0]]);
      isDone(await sees(ids[0], person));
      isRefused(await sees(ids[1], person), "not_found");
    }
    isDone(await sees(ids[1], cast.manager));

    const [hidden] = await files(draft.eventId);
    expect(await named(draft.eventId, cast.manager)).toHaveLength(4);
    for (const person of [undefined, cast.stranger, cast.doorStaff]) {
      isRefused(await api.call(listEventMedia, draft, as(person)), "not_found");
      isRefused(await sees(hidden, person), "not_found");
    }
  });

  it("of an organizer are seen like those of a show", async () => {
    const { organizerId } = cast.team;
    const file = { userId: cast.manager.userId, ownerType: "organizer", ownerId: organizerId } as const;
    const ids = await sent(file, { ...file, status: "pending" }, file, file);
    const list = (person?: Person) =>
      walked((cursor) => api.call(listOrganizerMedia, { organizerId, limit: 2, ...cursor }, as(person)));
    expect((await list(cast.manager)).items.map(({ mediaId }) => mediaId)).toEqual(ids.toReversed());
    expect((await list()).items.map(({ mediaId }) => mediaId)).toEqual([ids[3], ids[2], ids[0]]);
    const nowhere = { organizerId: "019a0000-0000-7000-8000-000000000001" };
    isRefused(await api.call(listOrganizerMedia, nowhere), "not_found");
  });

  it("tell all there is to them but where they lie", async () => {
    const file = { userId: cast.manager.userId, ownerType: "event", ownerId: show.eventId } as const;
    const [mediaId = ""] = await sent({ ...file, originalName: "n".repeat(200) });
    const answer = await sees(mediaId, cast.manager);
    const body = isDone(answer, 200);
    expect(body).toMatchObject({ mediaId, ...file, originalName: "n".repeat(200), fileName: `${mediaId}.png` });
    expect(answer.text).not.toMatch(/filePath|media\/|isActive|changedBy/);
    isRefused(await sees("019a0000-0000-7000-8000-000000000001", cast.manager), "not_found");
  });

  it("are described by those who run what they are for, one version after another", async () => {
    const file = { userId: cast.team.owner.userId, ownerType: "event", ownerId: show.eventId } as const;
    const [mediaId = ""] = await sent(file);
    const described = isDone(await edits(mediaId, { altText: "Lanterns over the water" }, cast.manager), 200);
    expect(described).toMatchObject({ altText: "Lanterns over the water", version: 2 });
    const { items } = isDone(await api.call(listEventMedia, { eventId: show.eventId, limit: 100 }));
    expect(items.find((one) => one.mediaId === mediaId)?.altText).toBe("Lanterns over the water");
    isRefused(await edits(mediaId, { altText: "x" }, cast.manager), "stale_version");
    for (const person of [cast.stranger, cast.doorStaff, cast.others.owner])
      isRefused(await edits(mediaId, { altText: "x" }, person, 2), "not_permitted");
    for (const [field, value] of [
      ["altText", ""],
      ["altText", "a\u0000"],
      ["altText", "x".repeat(301)],
      ["status", "ready"],
      ["url", "https://x.example/"],
    ] as const)
      isRefused(await edits(mediaId, { [field]: value }, cast.manager, 2), "invalid_input", field);
    expect(isDone(await edits(mediaId, { altText: null }, cast.manager, 2))).not.toHaveProperty("altText");
    const racing = await Promise.all(["a", "b"].map((altText) => edits(mediaId, { altText }, cast.manager, 3)));
    expect(racing.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  it("are deleted by them, too, and restored by super_admins", async () => {
    const { userId, token } = cast.stranger;
    const [mediaId = ""] = await sent({ userId, ownerType: "user", ownerId: userId });
    isRefused(await deletes(mediaId, cast.team.owner), "not_found");
    isRefused(await deletes(mediaId, cast.stranger, 5), "stale_version");
    isDone(await deletes(mediaId, cast.stranger), 204);
    isRefused(await sees(mediaId, cast.stranger), "not_found");
    isRefused(await deletes(mediaId, cast.stranger, 2), "not_found");
    const mine = async () =>
      isDone(await api.call(listMyMedia, { limit: 100 }, { token })).items.map((one) => one.mediaId);
    expect(await mine()).not.toContain(mediaId);
    const superAdmin = await anAdmin("super_admin");
    const restores = ({ token }: Person) => api.call(restoreMedia, { mediaId }, { token });
    isRefused(await restores(cast.stranger), "not_permitted");
    const restored = isDone(await restores(superAdmin), 200);
    expect(restored).toMatchObject({ mediaId, version: 3 });
    expect(isDone(await restores(superAdmin))).toEqual(restored);
    expect(await mine()).toContain(mediaId);
  });
});
