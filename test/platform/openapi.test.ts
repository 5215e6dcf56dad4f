import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { faults } from "#domain/fault.ts";
import { operations } from "#functions/operations.ts";
import { nouns, openapi } from "#platform/openapi.ts";
import { faultsOf, operation, pageOf, paging } from "#platform/operation.ts";
import { root } from "#test/architecture/import-graph.ts";

const document = openapi(operations);
const described = operations.map((op) => ({ op, row: document.paths[op.path]?.[op.method.toLowerCase()] }));

describe("the OpenAPI document", () => {
  it("is clean under redocly lint", async () => {
    const folder = await mkdtemp(join(tmpdir(), "openapi-"));
    try {
      const file = join(folder, "openapi.json");
      await writeFile(file, JSON.stringify(document));
      const redocly = join(root, "node_modules/.bin/redocly");
      const args = [redocly, "lint", "--config", join(root, ".redocly.yaml"), "--format", "json", file];
      const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
      const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 1 << 24 });
      expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0, ignored: 0 } });
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 60_000);

  it("describes every operation under its id, with its summary and never its impact", () => {
    for (const { op, row } of described) expect(row).toMatchObject({ operationId: op.id, summary: op.summary });
    expect(JSON.stringify(document)).not.toContain("impact");
  });

  it("declares every refusal of every operation, by status", () => {
    for (const { op, row } of described) {
      for (const code of faultsOf(op)) {
        const response = `responses.${faults[code].status}.content.application/problem+json.examples`;
        expect(row, op.id).toHaveProperty(response.split(".").concat(code));
      }
    }
  });

  it("asks for a key and for If-Match exactly where the shell does", () => {
    for (const { op, row } of described) {
      const { parameters = [] } = row as { parameters?: { name: string; in: string; required?: boolean }[] };
      const required = parameters.filter((p) => p.in === "header" && p.required).map(({ name }) => name);
      const expected = [
        ...(op.idempotent === "by-key" ? ["Idempotency-Key"] : []),
        ...(["PATCH", "PUT", "DELETE"].includes(op.method) ? ["If-Match"] : []),
      ];
      expect(required, op.id).toEqual(expected);
    }
  });

  it("knows what every noun is about", () => {
    expect(operations.map(({ id }) => id.split("/")[0] ?? "").filter((noun) => !(noun in nouns))).toEqual([]);
  });
});

const rest = { summary: "", auth: "public", success: 200, uses: [], faults: [], impact: "" } as const;
const Card = z.object({ showId: z.uuid(), at: z.iso.datetime({ offset: true }) });
const Show = z.object({ ...Card.shape, seats: z.int() });
const getShow = operation("shows/get-show", {
  ...rest,
  method: "GET",
  path: "/v1/shows/{showId}",
  input: z.object({ showId: z.uuid(), verbose: z.boolean().default(false) }),
  output: Show,
});
const listShows = operation("shows/list-shows", {
  ...rest,
  method: "GET",
  path: "/v1/shows",
  paged: true,
  input: z.object({ zone: z.string().refine(() => true, { message: "a time zone" }), ...paging }),
  output: pageOf(Card),
});
const createShow = operation("shows/create-show", {
  ...rest,
  method: "POST",
  path: "/v1/shows",
  input: Show.partial({ seats: true }),
  output: Show,
});
const sample = openapi([createShow, getShow, listShows]);

describe("a document", () => {
  it("names what a get answers after it, wherever it occurs, and a list's items cards", () => {
    expect(Object.keys(sample.components.schemas)).toEqual([
      "Show",
      "ShowCard",
      "ListShowsResponse",
      "FieldError",
      "Problem",
    ]);
    const ok = { content: { "application/json": { schema: { $ref: "#/components/schemas/Show" } } } };
    expect(sample.paths["/v1/shows"]?.post).toMatchObject({ responses: { 200: ok } });
    expect(sample.components.schemas).toMatchObject({
      ListShowsResponse: { properties: { items: { items: { $ref: "#/components/schemas/ShowCard" } } } },
    });
  });

  it("splits input into path, query and body", () => {
    expect(sample.paths["/v1/shows/{showId}"]?.get).toMatchObject({
      parameters: [
        { name: "showId", in: "path", required: true, schema: { type: "string", format: "uuid" } },
        { name: "verbose", in: "query", required: false, schema: { type: "boolean", default: false } },
      ],
    });
    const schema = { required: ["showId", "at"], additionalProperties: false };
    const requestBody = { required: true, content: { "application/json": { schema } } };
    expect(sample.paths["/v1/shows"]?.post).toMatchObject({ requestBody });
  });

  it("tells rules that JSON Schema has no word for, and leaves room for fields to come in answers", () => {
    expect(sample.paths["/v1/shows"]?.get).toMatchObject({
      parameters: [{ name: "zone", schema: { description: "a time zone" } }, { name: "limit" }, { name: "cursor" }],
    });
    expect(sample.components.schemas).toHaveProperty("Show.properties.at", { type: "string", format: "date-time" });
    expect(sample.components.schemas).not.toHaveProperty("Show.additionalProperties");
  });

  it("refuses a path whose names the input lacks", () => {
    const broken = { ...getShow, input: z.object({}) };
    expect(() => openapi([broken])).toThrow("shows/get-show: its path names showId");
  });
});
