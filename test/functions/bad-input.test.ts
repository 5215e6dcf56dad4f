import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import type { Answer } from "#platform/client.ts";
import type { Operation } from "#platform/operation.ts";
import { type Cell, cells } from "#test/functions/matrix/rows.ts";
import { sessionOf, whoMay } from "#test/functions/matrix/session.ts";
import { aWorld, type World } from "#test/functions/matrix/world.ts";
import { api } from "#test/support/api.ts";
import { type Field, fieldsOf } from "#test/support/bad-input/fields.ts";
import { jsonText } from "#test/support/bad-input/json-text.ts";
import { objection } from "#test/support/bad-input/objection.ts";
import { accepts } from "#test/support/bad-input/sample.ts";
import { addressOf, readerOf, shows } from "#test/support/bad-input/shown.ts";
import { packed } from "#test/support/bad-input/strings.ts";
import { valuesFor } from "#test/support/bad-input/values.ts";
import { writesOf } from "#test/support/meter.ts";

type Input = Readonly<Record<string, unknown>>;

/** One row of every operation that takes something from somebody. */
const asked = [...Map.groupBy(cells.filter(whoMay), ({ op }) => op.id).values()].flatMap((rows) => {
  // A draft has no stock to take along.
  const cell = rows.find(({ row }) => row.of === "a draft") ?? rows[0];
  return cell && Object.keys(cell.op.input.shape).length > 0 ? [cell] : [];
});

/**
 * Fields whose values are tried over HTTP. Every value was tried in every field without a stack, and ids of the path and
 * what pages take by `every-operation.test.ts`: here it is about what is stored, and comes back.
 */
const isTried = ({ where, name }: Field) => where !== "path" && name !== "limit" && name !== "cursor";
const tried = asked.filter(({ op }) => fieldsOf(op).some(isTried));
/** The most values of one operation that are refused, or allowed one by one; of one field, and of a kind of thing. */
const most = { refused: 10, singles: 12, ofField: 4, kinds: 4 } as const;

/** So many of some values, always the same ones. */
function some<T>(values: readonly T[], count: number, seed: string): readonly T[] {
  const weights = values.map((value, at) => ({
    value,
    at: createHash("sha256").update(`${seed} ${at}`).digest("hex"),
  }));
  const order = weights.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return order.slice(0, count).map(({ value }) => value);
}

/** What is only compared with something secret: each wrong one counts as a try, and none is kept. */
const compared = /password|^code$|token$|^cursor$/i;

/** What can be written into an address: no more than servers read of one, and no other address. */
const isAddress = (value: unknown) => String(value).length < 4_000 && !/^\.{0,2}$|\//.test(String(value));

/**
 * A field's values: a few that cannot be, since all were tried without a stack; and of those that may be, a few as they
 * are, and every text among them, as many in one as it has room for.
 */
function valuesOf(op: Operation, field: Field) {
  const sendable = valuesFor(field).filter(({ value }) => field.where === "body" || isAddress(value));
  const { allowed = [], refused = [] } = Object.groupBy(sendable, ({ value, verdict }) =>
    verdict === "odd" && parsed(op, field.put(value)) ? "allowed" : "refused",
  );
  const seed = `${op.id} ${field.path}`;
  // Hashing a password takes as long as everything else of a request.
  const isSlow = "password" in op.input.shape;
  const values = allowed.map(({ value }) => value);
  const texts = isText(field)
    ? packed(
        field.schema,
        values.filter((value) => typeof value === "string"),
      )
    : [];
  return {
    refused: some(refused, 1, seed),
    allowed: [...some(values, isSlow || compared.test(field.name) ? 2 : most.ofField, seed), ...texts],
  };
}

/** An input as the operation understands it; nothing if it does not. */
function parsed({ input, method }: Operation, sent: Input): Input | undefined {
  const inQuery = method === "GET" || method === "DELETE";
  return input.strict().safeParse(inQuery ? sent : JSON.parse(jsonText(sent))).data;
}

let world: World;

beforeAll(async () => {
  world = await aWorld();
});

const whoAsks = (cell: Cell) => whoMay(cell) ?? "stranger";

/** Whether texts of these fields can be tried in one request: each is kept beside the others. */
const isText = ({ def, path, where, name }: Field) =>
  where === "body" && def.type === "string" && def.format === undefined && !/[.[]/.test(path) && !compared.test(name);

/** Requests that between them give every field every odd value it may have; texts come several at once. */
function oddRequests(cell: Cell, fields: readonly Field[]) {
  const odd = fields.flatMap((field, at) =>
    isTried(field) ? [{ field, at, allowed: valuesOf(cell.op, field).allowed }] : [],
  );
  const texts = odd.filter(({ field, allowed }) => isText(field) && allowed.length > 0);
  const rounds = Array.from({ length: Math.max(0, ...texts.map(({ allowed }) => allowed.length)) }, (_, round) => {
    const given = texts.map(({ field, allowed }, at) => [field.path, allowed[(round + 7 * at) % allowed.length]]);
    return {
      given: Object.fromEntries(given) as Input,
      make: (right: Input) => ({ ...right, ...Object.fromEntries(given) }),
    };
  });
  const singles = odd
    .filter((one) => !texts.includes(one))
    .flatMap(({ field, at, allowed }) =>
      allowed.map((value) => ({
        given: { [field.path]: value },
        make: (_: Input, now: readonly Field[]) => now[at]?.put(value) ?? {},
      })),
    );
  return [...rounds, ...some(singles, most.singles, cell.op.id)];
}

/** Which of the given fields an answer does not show as they were given, nor what reads the thing afterwards. */
async function lost({ op, ...cell }: Cell, given: Input, sent: Input, answer: Answer): Promise<string[]> {
  // What neither makes a thing nor edits one answers of something else.
  const isOfIt = op.success === 201 || op.method === "PATCH" || op.method === "PUT";
  if (!isOfIt) return [];
  const meant = parsed(op, sent) ?? {};
  const body = answer.type === "application/json" ? (answer.body as Input) : {};
  const { shape = {} } = op.output as { shape?: z.ZodRawShape };
  const names = Object.keys(given)
    .filter((path) => given[path] !== undefined)
    .map((path) => path.replace(/[.[].*/, ""));
  const reader = readerOf(op, names);
  const { token } = world.cast[whoAsks({ op, ...cell })];
  const read = reader && (await api.send(reader, addressOf(reader, { ...meant, ...body }), { token }));
  return [body, (read?.body ?? {}) as Input].flatMap((shown) =>
    names
      .filter((name) => Object.hasOwn(shown, name) && !shows(shown[name], meant[name]))
      // What can be taken away and is always there is as usual then.
      .filter((name) => meant[name] !== null || accepts(shape[name] ?? z.any(), undefined))
      .map(
        (name) => `${name} = ${jsonText(meant[name]).slice(0, 80)} came back as ${jsonText(shown[name]).slice(0, 80)}`,
      ),
  );
}

describe("bad input, over HTTP", () => {
  it.each(tried)("of $op.id is refused and changes nothing", async (cell) => {
    const session = await sessionOf(world, cell, whoAsks(cell));
    const values = session
      .fields()
      .flatMap((field, at) =>
        isTried(field) ? valuesOf(cell.op, field).refused.map(({ value }) => ({ field, at, value })) : [],
      );
    const { result, writes } = await writesOf(cell.op.id, () =>
      Promise.all(
        some(values, most.refused, cell.op.id).map(async ({ field, at, value }) => {
          const { answer } = await session.tries((_, fields) => fields[at]?.put(value) ?? {});
          const why = objection(answer, field);
          return why ? [`${field.path} = ${jsonText(value).slice(0, 80)} ${why}`] : [];
        }),
      ),
    );
    expect(result.flat()).toEqual([]);
    expect(writes).toBe(0);
  });

  it.each(tried)("of $op.id that is only odd comes back as it was, or is refused", async (cell) => {
    const session = await sessionOf(world, cell, whoAsks(cell));
    const wrong: string[] = [];
    for (const { given, make } of oddRequests(cell, session.fields())) {
      const { answer, sent } = await session.tries(make);
      if (answer.status >= 500) wrong.push(`${jsonText(given).slice(0, 300)} was a ${answer.status}`);
      if (answer.problem) continue;
      wrong.push(...(await lost(cell, given, sent, answer)));
      await session.goesOn(answer);
    }
    expect(wrong).toEqual([]);
  });

  it.each(asked.filter(({ op }) => idsIn(op).length > 0))("of $op.id knows no thing of another kind", async (cell) => {
    const session = await sessionOf(world, cell, whoAsks(cell));
    const fields = session.fields().flatMap((field, at) => {
      if (!idsIn(cell.op).includes(field.path)) return [];
      const others = Object.entries(idsOf(world)).filter(([kind]) => kind !== kindOf(field));
      return some(others, most.kinds, `${cell.op.id} ${field.path}`).map(([kind, id]) => ({ field, at, kind, id }));
    });
    const { result, writes } = await writesOf(cell.op.id, () =>
      Promise.all(
        fields.map(async ({ field, at, kind, id }) => {
          const { answer } = await session.tries((_, now) => now[at]?.put(id) ?? {});
          const isFound = !answer.problem && !isEmptyPage(answer);
          return isFound || answer.status >= 500 ? [`${field.path} of a ${kind}: ${answer.status}`] : [];
        }),
      ),
    );
    expect(result.flat()).toEqual([]);
    expect(writes).toBe(0);
  });
});

/** The fields of an operation that take an id. */
const idsIn = (op: Operation) => fieldsOf(op).flatMap(({ def, path }) => (def.format === "uuid" ? [path] : []));

/** What a field names: `ticketIds[0]` is a `ticketId`. */
const kindOf = ({ path }: Field) => path.replace(/s\[\d+\]$/, "").replace(/.*\./, "");

/** What a search answers that found nothing. */
const isEmptyPage = ({ body }: Answer) => (body as { items?: unknown[] } | undefined)?.items?.length === 0;

/** One thing of each kind, all of one show. */
const idsOf = ({ organizerId, show, paidTypeId, orderId, paymentId, ticketId, notificationId, ...more }: World) => ({
  ...{ organizerId, eventId: show.eventId, ticketTypeId: paidTypeId, orderId, paymentId, ticketId, notificationId },
  ...{ brandingId: more.spareBrandingId, categoryId: more.categoryId, invitationId: more.invitationId },
  ...{ mediaId: more.files.shown, sessionId: more.sessionId, userId: more.cast.buyer.userId },
});
