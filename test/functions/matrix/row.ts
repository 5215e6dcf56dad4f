import type { FaultCode } from "#domain/fault.ts";
import type { OperationTable } from "#functions/operations.ts";
import type { InputOf } from "#platform/client.ts";
import type { Definition } from "#platform/operation.ts";
import { type Caller, callers } from "#test/functions/matrix/caller.ts";
import type { World } from "#test/functions/matrix/world.ts";

/** A valid request: refused to somebody, it is refused for who they are. */
export type Asked<Op extends Definition = Definition> = {
  readonly input: InputOf<Op>;
  readonly ifMatch?: string | number | undefined;
  /** Instead of the caller's own token: for what would end the caller's session. */
  readonly token?: string | undefined;
};

/** What somebody gets: the thing done, or this fault. */
export type Outcome = "done" | FaultCode;

export type Row<Op extends Definition = Definition> = {
  /** What it is asked about, where an operation has several rows: "a draft". */
  readonly of?: string;
  /**
   * The request. It is made anew for each caller that may, so that what can be done once is done to a fresh thing
   * (`fresh.ts`); those that may not all get the same one.
   */
  readonly ask: (world: World, as: Caller) => Asked<Op> | Promise<Asked<Op>>;
  /** Who may; by the definition unless given: people of its role, people with an account, everybody. */
  readonly may?: readonly Caller[];
  /** What the rest get: `not_found` unless given. */
  readonly others?: FaultCode;
  /** Who gets something else. */
  readonly except?: Readonly<Partial<Record<Caller, Outcome>>>;
  /** The fields that name the thing, if not those of the path: under another id there is nothing. */
  readonly names?: readonly (keyof InputOf<Op> & string)[];
  /** Values of those fields that name nothing, if they are no UUIDs. */
  readonly nothing?: Partial<InputOf<Op>>;
};

type Rowed<Op extends Definition> = Row<Op> | readonly Row<Op>[];

/** The rows of every operation: one that has none does not compile. */
export type Rows = { readonly [Id in keyof OperationTable]: Rowed<OperationTable[Id]> };

/** The rows of a folder of operations. */
export type RowsOf<Noun extends string> = Pick<Rows, Extract<keyof Rows, `${Noun}/${string}`>>;

/** What every caller gets, from the definition as far as it says so, and from the row where that differs. */
export function expected({ auth, role }: Definition, row: Row): Record<Caller, Outcome> {
  const outcome = (caller: Caller): Outcome => {
    const given = row.except?.[caller];
    if (given) return given;
    if (caller === "anonymous" && auth === "user") return "unauthenticated";
    const hasRole = caller === "superAdmin" || (role === "admin" && caller === "admin");
    if (role && !hasRole) return "not_permitted";
    return !row.may || row.may.includes(caller) ? "done" : (row.others ?? "not_found");
  };
  return Object.fromEntries(callers.map((caller) => [caller, outcome(caller)])) as Record<Caller, Outcome>;
}
