import { normalizeEmail } from "#domain/text.ts";
import { hours, shifted } from "#domain/time.ts";
import type { Table } from "../judge.ts";
import type { Rules } from "../rules.ts";
import { behind, broken, type Finding } from "../violation.ts";

/** What somebody who was erased must not have any more; the reaction that removes it may be on its way. */
export function* mayHave(userId: string, table: Table, what: string): Generator<Finding> {
  if (table.find("user", { userId })) return;
  if (!table.find("erasure", { userId })) yield broken("parents", `is ${what} a user there is not`);
  else yield behind("erased", `is ${what} a user who was erased`);
}

/** Whether there is or was such a person. */
export const wasThere = (userId: string, table: Table) =>
  (table.find("user", { userId }) ?? table.find("erasure", { userId })) !== undefined;

/**
 * An address opens one account, nobody is erased and there, who is kept out is so for a reason, a person has an audit
 * key, and a notification the id that keeps it from being sent twice.
 */
export const rules: Rules = {
  user: [
    function* ({ userId, email }, table) {
      if (table.find("erasure", { userId })) yield broken("erased", "is there although it was erased");
      const login = table.find("credential", { email: normalizeEmail(email) });
      if (login?.userId !== userId)
        yield broken("unique", `cannot log in: its address is ${login ? "another's" : "nobody's"}`);
    },
    function* ({ isActive, suspendedAt, deletedAt, deactivatedAt }) {
      const isClosed = (suspendedAt ?? deletedAt ?? deactivatedAt) !== undefined;
      if (isActive === isClosed)
        yield broken("shape", `is ${isActive ? "" : "not "}active, against what it says of why`);
    },
    function* ({ userId }, table) {
      if (!table.find("auditKey", { userId })) yield broken("sealed", "has no key for the audit log");
    },
  ],
  credential: [
    function* ({ email, userId }, table) {
      const owner = table.find("user", { userId });
      if (!owner) return yield broken("parents", "opens the account of a user there is not");
      if (normalizeEmail(owner.email) !== email) yield broken("unique", "opens an account that has another address");
    },
  ],
  erasure: [
    function* ({ finishedAt, erasedAt }, { now }) {
      const isLate = finishedAt === undefined && erasedAt < shifted(now, -hours(1));
      if (isLate) yield broken("erased", `began at ${erasedAt} and has not come to its end`);
    },
  ],
  auditKey: [
    function* ({ userId }, table) {
      if (!table.find("user", { userId })) yield broken("erased", "opens the log about a user there is not");
    },
  ],
  session: [
    function* ({ userId }, table) {
      yield* mayHave(userId, table, "of");
    },
    function* ({ userId, epoch }, table) {
      const owner = table.find("user", { userId });
      if (owner && epoch > (owner.sessionsEpoch ?? 0)) yield broken("shape", "would outlive the ending of all");
    },
  ],
  notification: [
    function* ({ userId, notificationId, type, status, isUnread, card }, table) {
      yield* mayHave(userId, table, "to");
      if (card.notificationId !== notificationId) yield broken("shape", "shows something else in lists than it says");
      if (notificationId[14] !== "8") yield broken("told", "has an id that was not made from fact, person and channel");
      if (isUnread && (type !== "in_app" || status === "read"))
        yield broken("shape", `is unread, as ${status} ${type}`);
    },
  ],
};
