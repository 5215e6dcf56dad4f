import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { Fault } from "#domain/fault.ts";
import { line } from "#domain/text.ts";
import { operations } from "#functions/operations.ts";
import { type Operation, operation } from "#platform/operation.ts";
import { serve } from "#platform/serve.ts";
import { signAccess } from "#platform/tokens.ts";
import { invoke } from "#test/platform/gateway-event.ts";
import { withKeySecret } from "#test/platform/key-secret.ts";
import { type Field, fieldsOf } from "#test/support/bad-input/fields.ts";
import { jsonText } from "#test/support/bad-input/json-text.ts";
import { leavesOf } from "#test/support/bad-input/leaves.ts";
import { objection } from "#test/support/bad-input/objection.ts";
import { accepts } from "#test/support/bad-input/sample.ts";
import { sentTo } from "#test/support/bad-input/sent.ts";
import { valuesFor } from "#test/support/bad-input/values.ts";

withKeySecret();

const me = "0198c0de-0000-7000-8000-000000000001";
let token: string;

beforeAll(async () => {
  const caller = { userId: me, role: "super_admin", emailVerified: true, familyId: me } as const;
  token = await signAccess(caller, new Date());
  // Every request is logged: tens of thousands of lines.
  vi.spyOn(console, "info").mockImplementation(() => undefined);
});
afterAll(() => vi.restoreAllMocks());

/** An operation behind the real shell, that tells what its handler would have been given. */
function shellOf(op: Operation) {
  let input: unknown;
  const handler = serve(op, (asked) => {
    input = asked.input;
    throw new Fault("invalid_input", "It came through.");
  });
  return async (given: Readonly<Record<string, unknown>>) => {
    input = undefined;
    const { status, problem } = await invoke(handler, sentTo(op, given, token));
    return { status, problem, input: input as Record<string, unknown> | undefined };
  };
}

type Came = Awaited<ReturnType<ReturnType<typeof shellOf>>>;

/** Why a value was refused that the schema takes, if it was; a cursor is looked at once more. */
const refusal = ({ input, problem }: Came, { name }: Field) =>
  input || (name === "cursor" && problem?.code === "invalid_cursor") ? undefined : `was refused: ${problem?.detail}`;

/** What a body brings in is in its one form: read once more, it stays as it is. */
function unsettled(op: Operation, { where }: Field, { input }: Came): string | undefined {
  if (where !== "body") return undefined;
  const again = op.input.safeParse(input);
  return again.success && isDeepStrictEqual(again.data, input) ? undefined : "is something else when it is read again";
}

/** The input with a value in it, as the shell reads it. */
const asReceived = ({ put, where }: Field, value: unknown) =>
  where === "body" ? JSON.parse(jsonText(put(value))) : put(value);

/** What is wrong with how an operation takes every value in every field. */
async function objections(op: Operation, fields: readonly Field[]): Promise<string[]> {
  const shell = shellOf(op);
  const wrong: string[] = [];
  for (const field of fields) {
    for (const { value, verdict } of valuesFor(field)) {
      const isBad = verdict === "bad" || !accepts(op.input.strict(), asReceived(field, value));
      const came = await shell(field.put(value));
      const why = isBad
        ? came.input
          ? "was let in"
          : objection(came, field)
        : (refusal(came, field) ?? unsettled(op, field, came));
      if (why) wrong.push(`${field.path} = ${jsonText(value).slice(0, 80)} ${why}`);
    }
  }
  return wrong;
}

describe("bad input", () => {
  it.each(operations.filter(({ auth }) => auth !== "stripe"))(
    "of $id is refused by name",
    { timeout: 60_000 },
    async (op) => {
      const fields = fieldsOf(op);
      expect(await objections(op, fields)).toEqual([]);
      // What the published schema has and no value was tried in would be skipped in silence.
      expect([...new Set(fields.map(({ leaf }) => leaf))].sort()).toEqual(leavesOf(op));
    },
  );

  const taking = (input: z.ZodObject) =>
    operation("shows/lax", {
      ...{ method: "POST", path: "/v1/shows", auth: "public", output: undefined, success: 204, input },
      ...{ summary: "", uses: [], faults: [], impact: "" },
    });

  it("is noticed where a schema lets it in", async () => {
    const lax = taking(
      z.object({
        ...{ title: z.string().max(100), price: z.int().min(-5).max(1_000_000_000), at: z.string().max(40) },
        tags: z.array(z.looseObject({ name: line(1, 20) })).max(5),
      }),
    );
    const letIn = (await objections(lax, fieldsOf(lax))).join("\n");
    for (const what of ['title = "a\\u0000b"', 'title = "a\\r\\nb"', "price = -1", "price = 100000000", "tags[0] = "]) {
      expect(letIn).toContain(`${what}`);
    }
    expect(letIn).not.toMatch(/ name| = 1 was let in/);
  });

  it.each([
    ["a text of any length", z.string()],
    ["a list of any length", z.array(line(1, 5))],
    ["a number of any size", z.number()],
    ["a kind that nobody has thought of", z.bigint()],
  ])("is not looked for in silence where the schema takes %s", (_, schema) => {
    const op = taking(z.object({ some: schema }));
    expect(() => fieldsOf(op).flatMap(valuesFor)).toThrow(/any length|any size|Nobody has said/);
  });
});
