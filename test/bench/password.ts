import { randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { build } from "esbuild";
import { root } from "#infra/root.ts";
import { hashPassword } from "#platform/password-hash.ts";
import type { Group } from "#test/bench/group.ts";
import { median } from "#test/bench/median.ts";
import { row } from "#test/bench/row.ts";

const name = "password";
const rounds = 25;
const password = "correct horse battery staple";
const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }>(scrypt);

export const passwords: Group = {
  name,
  about: "hashing a password with argon2id (19 MiB, 2 passes, 1 lane), against scrypt with 2^17 blocks of 8",
  async rows({ say }) {
    say(`hashing ${rounds} passwords both ways`);
    const own: number[] = [];
    const reference: number[] = [];
    for (let round = 0; round < rounds; round++) {
      own.push(await milliseconds(() => hashPassword(password)));
      const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 17 * 8 };
      reference.push(await milliseconds(() => derive(password, randomBytes(16), 32, cost)));
    }
    const asked = `≥ 10 times less`;
    const times = median(reference) / median(own);
    return [
      row(name, {
        name: "one hash",
        figure: median(own),
        unit: "ms",
        reference: { name: "ms by scrypt", figure: median(reference) },
        aim: { also: { text: asked, met: times >= 10 } },
        note: `${times.toFixed(1)} times less`,
      }),
      row(name, {
        name: "bytes it adds to a bundle",
        figure: await addedBytes(),
        unit: "bytes",
        aim: { atMost: 0 },
        note: "of packages; Node brings both algorithms",
      }),
    ];
  },
};

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** What of other packages comes into a bundle with the hashing of passwords. */
async function addedBytes(): Promise<number> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["shared/platform/password-hash.ts"],
    bundle: true,
    write: false,
    metafile: true,
    outdir: "out",
    platform: "node",
    format: "esm",
    minify: true,
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const foreign = inputs.filter(([path]) => path.includes("node_modules"));
  return foreign.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
}
