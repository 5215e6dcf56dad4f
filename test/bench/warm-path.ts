import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { compile } from "#infra/bundle/compile.ts";
import { writeBundle } from "#infra/bundle/write.ts";
import { bundle } from "#infra/bundle.ts";
import { inRoot } from "#infra/root.ts";
import type { Group } from "#test/bench/group.ts";
import { median } from "#test/bench/median.ts";
import { row } from "#test/bench/row.ts";
import { cannedAws } from "#test/bench/warm-path/canned-aws.ts";
import { type Case, cases } from "#test/bench/warm-path/cases.ts";
import type { Asked, Spent } from "#test/bench/warm-path/measure-worker.ts";

const name = "warm path";

/** What the product adds to a request, beside the least code that does the same. */
export const warmPath: Group = {
  name,
  about:
    "CPU per request of a warm instance, waiting left out; AWS and Stripe answer at once from another process.\n" +
    "  Against the same work by hand: bare DynamoDB client, no zod, ElectroDB, middy or jose",
  async rows({ say }) {
    const built = await bundle();
    const home = inRoot(".bench", "warm-path");
    mkdirSync(home, { recursive: true });
    const all = cases(new Date());
    const byHand = all.map(({ id }) => ({ id, file: `test/bench/by-hand/${id.replace(/^.*\//, "")}.ts`, uses: [] }));
    for (const compiled of await compile(byHand)) writeBundle(compiled, home);
    const rows = [];
    for (const one of all) {
      say(`measuring ${one.id}`);
      const own = join(built.get(one.id)?.directory ?? "", "index.mjs");
      const spent = await measured(one, { own, byHand: join(home, one.id, "index.mjs") });
      rows.push(
        row(name, {
          name: one.id,
          figure: median(spent.own) / 1000,
          unit: "ms CPU",
          reference: { name: "ms by hand", figure: median(spent.byHand) / 1000 },
          aim: { of: "ratio", atMost: 2 },
        }),
      );
    }
    return rows;
  },
};

async function measured(one: Case, files: Pick<Asked, "own" | "byHand">): Promise<Spent> {
  const aws = await cannedAws(one);
  const asked: Asked = { sent: one.sent, status: one.status, ...files, blocks: 40, perBlock: 50 };
  const env = {
    ...{ AWS_ENDPOINT_URL: aws.url, AWS_REGION: "eu-central-1" },
    ...{ AWS_ACCESS_KEY_ID: "bench", AWS_SECRET_ACCESS_KEY: "bench", STAGE: "bench", PUBLIC_URL: aws.url },
    ...{ TABLE_NAME: "bench", KEYS_SECRET_ARN: "keys", STRIPE_SECRET_ARN: "stripe" },
  };
  const script = inRoot("test", "bench", "warm-path", "measure-worker.ts");
  const child = fork(script, [JSON.stringify(asked)], { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  try {
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`Measuring ${one.id} ended with ${code}`);
    });
    const [spent] = await Promise.race([once(child, "message") as Promise<[Spent]>, ended]);
    return spent;
  } finally {
    aws.stop();
  }
}
