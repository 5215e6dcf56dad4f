import { type Dispute, disputesOf, isInquiry } from "#domain/dispute.ts";
import { formatMoney } from "#domain/money.ts";
import type { Wording } from "#domain/notification.ts";
import type { Order } from "#domain/order.ts";
import type { Payment } from "#domain/payment.ts";
import { formatMoment } from "#domain/time-text.ts";

type Fact = Pick<Payment, "status" | "currency" | "disputes" | "eventId" | "orderId" | "organizerId">;

/** What a fact of a payment's disputes is about. */
function told(fact: Fact): { readonly dispute: Dispute; readonly money: string } {
  const dispute = disputesOf(fact).at(-1);
  if (!dispute) throw new Error(`The payment of order ${fact.orderId} has no dispute to tell of`);
  return { dispute, money: formatMoney(dispute.amount, fact.currency) };
}

/** An order that came to nothing may be forgotten by then. */
const forWhat = (order: Pick<Order, "eventTitle"> | undefined) => (order ? ` for ${order.eventTitle}` : "");

/** Whether there is nothing of the payment left for its tickets. */
const isGone = ({ status }: Fact) => status === "refunded";

/** What the team is told of a dispute that was opened, or closed, and what it can do. */
export function teamDisputeWording(order: Pick<Order, "eventTitle"> | undefined, fact: Fact): Wording {
  const { dispute, money } = told(fact);
  const { eventId, orderId, organizerId } = fact;
  const { title, message } = dispute.closedAt ? closedToTeam(dispute, money, fact) : openedToTeam(dispute, money);
  return { title: `${title}${forWhat(order)}`, message, about: { eventId, orderId, organizerId } };
}

function openedToTeam(dispute: Dispute, money: string) {
  const { reason, evidenceDueBy } = dispute;
  const why = reason.replaceAll("_", " ");
  const until = evidenceDueBy
    ? `An answer is taken until ${formatMoment(evidenceDueBy, "UTC")}; the payment's dispute evidence has what we know.`
    : "No answer is taken.";
  return isInquiry(dispute)
    ? {
        title: "A bank asks about a payment",
        message: `It asks about ${money} (${why}) and has taken nothing yet. Paying the tickets back ends it. ${until}`,
      }
    : {
        title: "A payment is disputed",
        message: `The buyer's bank has taken ${money} back (${why}). The order's tickets let nobody in until it decides. ${until}`,
      };
}

function closedToTeam({ status }: Dispute, money: string, fact: Fact) {
  switch (status) {
    case "won":
      return {
        title: "You won a dispute",
        message: `${money} came back: the order's tickets let their holders in again.`,
      };
    case "lost":
      return {
        title: "You lost a dispute",
        message: isGone(fact)
          ? `${money} stays with the buyer. The order's tickets have ended; places nobody used are on sale again.`
          : `${money} stays with the buyer. The rest of the payment is yours, and its tickets let their holders in again.`,
      };
    default:
      return {
        title: "A bank asks no more about a payment",
        message: `Nothing of the ${money} in question was taken.`,
      };
  }
}

/** What a buyer is told of a dispute: nothing of a question their bank only asked. */
export function buyerDisputeWording(order: Pick<Order, "eventTitle"> | undefined, fact: Fact): Wording | undefined {
  const { dispute, money } = told(fact);
  const { eventId, orderId } = fact;
  const say = (what: string, message: string) => ({
    title: `Your payment${forWhat(order)} ${what}`,
    message,
    about: { eventId, orderId },
  });
  switch (dispute.status) {
    case "needs_response":
    case "under_review":
      return say(
        "is disputed",
        `Your bank told us that you dispute ${money}. Until it decides, your tickets let nobody in. If you did not mean to, ask your bank to take it back.`,
      );
    case "won":
      return say("stands", "Your bank has decided that the payment stands: your tickets let you in again.");
    case "lost":
      return say(
        "went back to you",
        isGone(fact)
          ? `Your bank has returned ${money}: nobody is let in with your tickets any more.`
          : `Your bank has returned ${money}. Tickets you hold stay valid.`,
      );
    default:
      return undefined;
  }
}
