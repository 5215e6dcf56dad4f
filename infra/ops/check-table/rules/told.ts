import { type Dispute, disputesOf, isInquiry } from "#domain/dispute.ts";
import { type Channel, notificationDays, notificationIdOf } from "#domain/notification.ts";
import { refundsOf } from "#domain/refund.ts";
import { failureOf, failureTold, firstCancellation } from "#domain/refund-tries.ts";
import { days, shifted } from "#domain/time.ts";
import type { Table } from "../judge.ts";
import type { Rules } from "../rules.ts";
import { behind } from "../violation.ts";

type Telling = { readonly fact?: { readonly id: string; readonly type: string } | undefined };

/** Whether a person was told of a fact an item carries; what is older than notifications are kept cannot be known. */
function* wasTold(
  { fact }: Telling,
  type: string,
  at: string | undefined,
  userId: string,
  channel: Channel,
  table: Table,
) {
  if (fact?.type !== type || !at || at < shifted(table.now, -days(notificationDays))) return;
  // Who was erased is told nothing any more, and what they were told is gone.
  if (!table.find("user", { userId })) return;
  const notificationId = notificationIdOf({ id: fact.id, at }, userId, channel);
  if (!table.find("notification", { userId, notificationId })) {
    yield behind("told", `told ${type}; its person has no ${channel} notification of it`);
  }
}

const newest = <T extends { readonly at: string }>(times: readonly T[]): T | undefined =>
  times.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];

/** Who must have been told what. The key of a notification is made from fact, person and channel: once each. */
export const rules: Rules = {
  user: [
    function* (user, table) {
      // Whoever verified the address before the mail went out needs none.
      if (!user.isActive || user.emailVerifiedAt) return;
      yield* wasTold(user, "user.registered.v1", user.createdAt, user.userId, "email", table);
    },
    function* (user, table) {
      yield* wasTold(user, "user.suspended.v1", user.suspendedAt, user.userId, "email", table);
    },
  ],
  membership: [
    function* (member, table) {
      const { userId, updatedAt } = member;
      for (const type of ["member.joined.v1", "member.role-changed.v1", "member.removed.v1"]) {
        yield* wasTold(member, type, updatedAt, userId, "in_app", table);
      }
    },
  ],
  order: [
    function* (order, table) {
      const { userId, confirmedAt, closedAt } = order;
      yield* wasTold(order, "order.confirmed.v1", confirmedAt, userId, "in_app", table);
      // Whoever was suspended gets no mail.
      if (table.find("user", { userId })?.isActive) {
        yield* wasTold(order, "order.confirmed.v1", confirmedAt, userId, "email", table);
      }
      yield* wasTold(order, "order.expired.v1", closedAt, userId, "in_app", table);
    },
  ],
  payment: [
    function* (payment, table) {
      const { userId, refunds } = payment;
      const opened = newest(
        refundsOf(payment).map((refund) => ({ at: refund.openedAt, isTold: refund === firstCancellation(payment) })),
      );
      if (opened?.isTold) yield* wasTold(payment, "refund.opened.v1", opened.at, userId, "in_app", table);
      const settled = newest(
        refundsOf(payment)
          .toReversed()
          .flatMap(({ settledAt: at, status, amount, reason }) =>
            at && status !== "refused" ? { at, isTold: amount > 0 || reason !== "event_cancelled" } : [],
          ),
      );
      // Without refunds of tickets it was paid in vain.
      const inVain = payment.status === "refunded" ? payment.updatedAt : undefined;
      const at = refunds ? settled?.isTold && settled.at : inVain;
      if (at) yield* wasTold(payment, "payment.refunded.v1", at, userId, "in_app", table);
    },
    // Of its disputes, who paid and who owns the organizer.
    function* (payment, table) {
      const owner = table.find("organizer", { organizerId: payment.organizerId })?.userId;
      const isBuyers = ({ status }: Dispute) => !isInquiry({ status }) && status !== "prevented";
      const opened = newest(disputesOf(payment).map((one) => ({ at: one.openedAt, isTold: isBuyers(one) })));
      const closed = newest(
        disputesOf(payment).flatMap((one) => (one.closedAt ? { at: one.closedAt, isTold: isBuyers(one) } : [])),
      );
      for (const [type, told] of [
        ["dispute.opened.v1", opened],
        ["dispute.closed.v1", closed],
      ] as const) {
        if (owner) yield* wasTold(payment, type, told?.at, owner, "in_app", table);
        if (told?.isTold) yield* wasTold(payment, type, told.at, payment.userId, "in_app", table);
      }
    },
    // Of what came to nothing, who runs the event.
    function* (payment, table) {
      const owner = table.find("organizer", { organizerId: payment.organizerId })?.userId;
      const failed = newest(
        refundsOf(payment)
          .flatMap((refund) => failureOf(refund) ?? [])
          .map((at) => ({ at })),
      );
      const at = failed ? failureTold(payment, failed.at) && failed.at : payment.payBack?.gaveUpAt;
      if (owner) yield* wasTold(payment, "refund.failed.v1", at, owner, "in_app", table);
    },
  ],
  event: [
    function* (event, table) {
      const owner = table.find("organizer", { organizerId: event.organizerId })?.userId;
      if (!owner) return;
      yield* wasTold(event, "event.published.v1", event.publishedAt, owner, "in_app", table);
      yield* wasTold(event, "event.cancelled.v1", event.cancelledAt, owner, "in_app", table);
    },
  ],
};
