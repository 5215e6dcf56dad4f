import { type Answer, requestFor } from "#platform/client.ts";
import { needsIfMatch, pathNames } from "#platform/operation.ts";
import type { Named } from "#test/functions/matrix/caller.ts";
import { type Asked, expected } from "#test/functions/matrix/row.ts";
import type { Cell } from "#test/functions/matrix/rows.ts";
import type { World } from "#test/functions/matrix/world.ts";
import { api } from "#test/support/api.ts";
import { type Field, fieldsOf } from "#test/support/bad-input/fields.ts";
import { jsonText } from "#test/support/bad-input/json-text.ts";
import { freshKey } from "#test/support/people.ts";

type Input = Readonly<Record<string, unknown>>;

/** Those who may do most, first. */
const able: readonly Named[] = ["owner", "buyer", "superAdmin", "admin", "stranger", "otherOwner", "doorStaff"];

/** Somebody who may do what a row says, if there is anybody. */
export function whoMay({ op, row }: Cell): Named | undefined {
  const outcomes = expected(op, row);
  return able.find((caller) => outcomes[caller] === "done");
}

/** An operation that somebody asks for again and again, each time with another value in one field of a right request. */
export async function sessionOf(world: World, cell: Cell, as: Named) {
  const { op, row } = cell;
  const { token } = world.cast[as];
  let asked: Asked = await row.ask(world, as);
  let fields: readonly Field[] = [];
  const see = () => {
    fields = fieldsOf(op, { ...asked.input });
  };
  see();

  async function send(input: Input): Promise<Answer> {
    const key = op.idempotent === "by-key" ? { idempotencyKey: freshKey() } : {};
    const { url, init } = requestFor(op, input, { token: asked.token ?? token, ifMatch: asked.ifMatch, ...key });
    const rest = Object.entries(input).filter(([name]) => !pathNames(op.path).includes(name));
    // As it is meant: numbers may stand in it that only text can be.
    const body = "body" in init ? { body: jsonText(Object.fromEntries(rest)) } : {};
    return api.request(op, url, { ...init, ...body });
  }

  async function again(): Promise<void> {
    asked = await row.ask(world, as);
    see();
  }

  return {
    fields: () => fields,
    /** Sends what `make` makes of the request and its fields as they are now; tells what was sent, too. */
    async tries(make: (right: Input, fields: readonly Field[]) => Input): Promise<{ answer: Answer; sent: Input }> {
      const once = async () => {
        const sent = make(asked.input as Input, fields);
        return { sent, answer: await send(sent) };
      };
      const tried = await once();
      if (tried.answer.status !== 409 && tried.answer.status !== 412) return tried;
      // The thing is used up: that says nothing of what was sent.
      await again();
      return once();
    },
    /** After something was done: the next request has to be right for what has become of the thing. */
    async goesOn(answer: Answer): Promise<void> {
      if (op.method === "GET" || op.success === 201) return;
      const etag = answer.headers.get("etag");
      if (needsIfMatch(op) && etag) asked = { ...asked, ifMatch: etag };
      else await again();
    },
  };
}
