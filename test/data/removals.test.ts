import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { media } from "#data/media.ts";
import { removals } from "#data/removals.ts";
import { withCard } from "#domain/media.ts";
import { created } from "#domain/trail.ts";
import { changeAt } from "#test/infra/ops/changes.ts";
import { memoryTable } from "#test/support/memory-table.ts";

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await memoryTable();
}, 60_000);
afterAll(() => stop());

const userId = randomUUID();

async function aFile(ownerType: "user" | "event") {
  const mediaId = randomUUID();
  const names = { originalName: "Nour's party.png", fileName: `${mediaId}.png`, filePath: `media/${mediaId}.png` };
  const kind = { mimeType: "image/png", fileType: "image", fileSize: 1000, status: "ready", isActive: true } as const;
  const file = withCard({ mediaId, userId, ownerType, ownerId: randomUUID(), ...names, ...kind });
  await media.create({ ...file, ...created(changeAt(0)) }).go();
  return mediaId;
}

it("come to an end although the files of events stay, and are found by who sent them", async () => {
  const ids = [await aFile("event"), await aFile("user"), await aFile("event"), await aFile("event")];
  const rounds = [];
  for (let round = 0; round < 4; round++) rounds.push(await removals.media?.(userId, 2, changeAt(round + 1)));
  expect(rounds).toEqual([2, 2, 0, 0]);
  const left = await Promise.all(ids.map(async (mediaId) => (await media.get({ mediaId }).go()).data));
  expect(left.map((file) => file?.originalName)).toEqual([
    `${ids[0]}.png`,
    undefined,
    `${ids[2]}.png`,
    `${ids[3]}.png`,
  ]);
});
