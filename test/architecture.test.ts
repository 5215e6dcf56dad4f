import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { subscribers } from "#events/subscribers.ts";
import { operations } from "#functions/operations.ts";
import { read, root, sourceFiles, sourcePaths } from "#test/architecture/import-graph.ts";
import { brokenRules } from "#test/architecture/layers.ts";

const files = sourceFiles();

describe("what imports what", () => {
  it("keeps to the layers", () => {
    expect(brokenRules(files)).toEqual([]);
  });

  it.each([
    ["the domain data, if only for a type", "shared/domain/a.ts", 'import type { a } from "#data/order.ts";'],
    ["the domain data, dynamically", "shared/domain/a.ts", 'export const a = () => import("#data/order.ts");'],
    ["the domain data, in a type", "shared/domain/a.ts", 'export type A = import("#data/order.ts").A;'],
    ["the domain data, passed on", "shared/domain/a.ts", 'export { a } from "../data/order.ts";'],
    ["the domain AWS", "shared/domain/a.ts", 'import { S3 } from "@aws-sdk/client-s3";'],
    ["the domain randomness", "shared/domain/a.ts", 'import { randomBytes } from "node:crypto";'],
    ["the domain all of a package", "shared/domain/a.ts", 'import * as crypto from "node:crypto";'],
    ["the domain promises to wait for", "shared/domain/a.ts", 'import { setTimeout } from "node:timers/promises";'],
    ["data the platform", "shared/data/a.ts", 'import { env } from "#platform/env.ts";'],
    ["data Stripe", "shared/data/a.ts", 'import Stripe from "stripe";'],
    ["a definition data", "functions/orders/get-order.ts", 'import { order } from "#data/order.ts";'],
    ["a definition the shell", "functions/orders/get-order.ts", 'import { serve } from "#platform/serve.ts";'],
    ["a definition's part data", "functions/orders/order-view.ts", 'import { order } from "#data/order.ts";'],
    ["a Lambda another Lambda", "functions/orders/get-order.lambda.ts", 'import "#functions/site/health.lambda.ts";'],
    ["a Lambda the table", "functions/orders/get-order.lambda.ts", 'import { operations } from "../operations.ts";'],
    ["a reaction's definition data", "events/holds/expire-hold.ts", 'import { order } from "#data/order.ts";'],
    ["a fact data", "events/facts/a.ts", 'import { order } from "#data/order.ts";'],
    ["CDK a Lambda", "infra/app.ts", 'import "#functions/site/health.lambda.ts";'],
    ["CDK data", "infra/app.ts", 'import { order } from "#data/order.ts";'],
    ["the local cloud the product", "infra/local/a.ts", 'import { operations } from "#functions/operations.ts";'],
    ["the product a test", "shared/platform/a.ts", 'import { api } from "#test/support/api.ts";'],
    ["anything an unknown place", "elsewhere/a.ts", ""],
  ])("refuses %s", (_, path, text) => {
    const broken = [...files.filter((file) => file.path !== path), read(path, text)];
    expect(brokenRules(broken)).toEqual([expect.stringContaining(path)]);
  });
});

describe("files", () => {
  it("are no barrels", () => {
    expect(files.filter(({ isBarrel }) => isBarrel).map(({ path }) => path)).toEqual([]);
    expect(read("shared/domain/a.ts", 'export * from "./b.ts"; export { c } from "./c.ts";').isBarrel).toBe(true);
  });

  it("are not named after nothing", () => {
    const empty = /^(common|types|index|misc)$|(^|-)(utils?|helpers?|managers?|service)$/;
    const named = files.filter(({ path }) => path.split("/").some((part) => empty.test(part.split(".")[0] ?? "")));
    expect(named.map(({ path }) => path)).toEqual([]);
  });

  it("of the local cloud are counted beside the product's, which they should stay below", async ({ annotate }) => {
    const linesIn = (...folders: string[]) =>
      files
        .filter(({ path }) => folders.some((folder) => path.startsWith(folder)))
        .reduce((sum, { lines }) => sum + lines, 0);
    const [cloud, stripe] = [linesIn("infra/local/"), linesIn("infra/local/stripe/")];
    const product = linesIn("functions/", "events/", "shared/");
    await annotate(
      `infra/local ${cloud} lines (Stripe's double ${stripe}); functions, events, shared ${product}`,
      "result",
    );
    expect(Math.min(cloud, stripe, product)).toBeGreaterThan(0);
  });

  it("hold one thought, in at most 250 lines", () => {
    expect(files.filter(({ lines }) => lines > 250).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it("lie only where the house has rooms for them", () => {
    const rooms = ["functions", "events", "shared", "infra", "test"];
    const papers = ["package.json", "package-lock.json", "tsconfig.json", "cdk.json", "README.md", "LICENSE"];
    const made = readFileSync(join(root, ".gitignore"), "utf8")
      .split("\n")
      .map((line) => line.replace("/", ""));
    const known = [...rooms, ...papers, ...made];
    expect(readdirSync(root).filter((name) => !name.startsWith(".") && !known.includes(name))).toEqual([]);
  });
});

describe("payments", () => {
  const removes = (text: string) => /\bpayments?\s*\.(delete|remove)\(/.test(text);

  it("are kept for seven years: nothing of the product removes one", () => {
    const product = sourcePaths().filter((path) => /^(functions|events|shared)\//.test(path));
    expect(product.filter((path) => removes(readFileSync(join(root, path), "utf8")))).toEqual([]);
    expect(removes("await payments.delete({ paymentId }).go();")).toBe(true);
    expect(removes("payment\n    .remove({ paymentId })\n    .commit()")).toBe(true);
  });
});

describe("the two tables", () => {
  const rows = [...operations.map(({ id }) => `functions/${id}`), ...subscribers.map(({ id }) => `events/${id}`)];

  it("name each row after its two files", () => {
    const missing = rows
      .flatMap((row) => [`${row}.ts`, `${row}.lambda.ts`])
      .filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });

  it("have a row for every Lambda", () => {
    const lambdas = files.map(({ path }) => path).filter((path) => path.endsWith(".lambda.ts"));
    expect(lambdas.filter((path) => !rows.includes(path.replace(".lambda.ts", "")))).toEqual([]);
  });

  it("name no two rows, and no two routes, alike", () => {
    const routes = operations.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, "{}")}`);
    expect(new Set(routes).size).toBe(routes.length);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it("have operations named verb-noun in the order of their nouns", () => {
    const nouns = operations.map(({ id }) => id.split("/")[0] ?? "");
    expect(nouns).toEqual([...nouns].sort());
    const names = operations.filter(({ id }) => !id.startsWith("site/")).map(({ id }) => basename(id));
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  });

  it("let nobody in without a token but for these", () => {
    const open = operations.filter(({ auth }) => auth !== "user").map(({ auth, id }) => `${auth} ${id}`);
    expect(open.sort()).toEqual([
      "optional branding/get-branding",
      "optional categories/get-category",
      "optional events/get-event",
      "optional events/list-organizer-events",
      "optional media/get-media",
      "optional media/list-event-media",
      "optional media/list-organizer-media",
      "optional organizers/get-organizer",
      "optional ticket-types/get-ticket-type",
      "optional ticket-types/list-ticket-types",
      "public auth/confirm-email-change",
      "public auth/forgot-password",
      "public auth/get-jwks",
      "public auth/login",
      "public auth/refresh",
      "public auth/register",
      "public auth/reset-password",
      "public auth/verify-email",
      "public categories/list-categories",
      "public events/list-upcoming-events",
      "public orders/quote-order",
      "public site/docs",
      "public site/get-openapi",
      "public site/health",
      "public site/root",
      "stripe payments/receive-stripe-event",
    ]);
  });
});
