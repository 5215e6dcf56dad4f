import { normalizeEmail } from "#domain/text.ts";
import type { Rules } from "../rules.ts";
import { broken } from "../violation.ts";

/**
 * An address opens one account, who is kept out is so for a reason, a person has an audit key, and a notification the id
 * that keeps it from being sent twice.
 */
export const rules: Rules = {
  user: [
    function* ({ userId, email }, table) {
      const login = table.find("credential", { email: normalizeEmail(email) });
      if (login?.userId !== userId)
        yield broken("unique", `cannot log in: its address is ${login ? "another's" : "nobody's"}`);
    },
    function* ({ isActive, suspendedAt, deletedAt }) {
      const isClosed = suspendedAt !== undefined || deletedAt !== undefined;
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
  auditKey: [
    function* ({ userId }, table) {
      if (!table.find("user", { userId })) yield broken("parents", "seals the log of a user there is not");
    },
  ],
  session: [
    function* ({ userId }, table) {
      if (!table.find("user", { userId })) yield broken("parents", "is of a user there is not");
    },
  ],
  notification: [
    function* ({ userId, notificationId, type, status, isUnread, card }, table) {
      if (!table.find("user", { userId })) yield broken("parents", "is to a user there is not");
      if (card.notificationId !== notificationId) yield broken("shape", "shows something else in lists than it says");
      if (notificationId[14] !== "8") yield broken("told", "has an id that was not made from fact, person and channel");
      if (isUnread && (type !== "in_app" || status === "read"))
        yield broken("shape", `is unread, as ${status} ${type}`);
    },
  ],
};
