import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { storeEnded } from "#data/end-event.ts";
import { listed } from "#data/listed.ts";
import type { LoadedOrder } from "#data/load-order.ts";
import { paidOf } from "#data/load-paid.ts";
import { loadStock } from "#data/load-stock.ts";
import { payment as payments } from "#data/payment.ts";
import { loadWalk } from "#data/start-walk.ts";
import { cancelled } from "#domain/end-event.ts";
import { hold } from "#test/infra/ops/buying.ts";
import { at, changeAt, idOf } from "#test/infra/ops/changes.ts";
import { anOrganizer, aPerson } from "#test/infra/ops/people.ts";
import { aShow } from "#test/infra/ops/shows.ts";
import { call, dying } from "#test/support/crash.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { paidAtStripe } from "#test/support/paid-at-stripe.ts";
import { stripeBeside } from "#test/support/stripe-beside.ts";
import { shellAt } from "#test/support/till.ts";

const stop = await memoryTable();
const {
  double,
  stripe,
  stop: stopStripe,
} = await stripeBeside({ gate: (_, carryOut) => call(carryOut).catch(() => "drop" as const) });
const { decideRefund, makeRefunds } = await import("#flows/refund.ts");
const { noteRefunds } = await import("#flows/note-refunds.ts");
const { walkOn } = await import("#events/walks/walk-on.ts");
afterAll(() => Promise.all([stop(), stopStripe()]));

let buyer: { readonly userId: string };
let organizerId: string;
let owner: string;
let show: Awaited<ReturnType<typeof aShow>>;
beforeAll(async () => {
  const [mona, sami, nour] = [await aPerson("mona"), await aPerson("sami"), await aPerson("nour")];
  [owner, buyer] = [mona.userId, nour];
  ({ organizerId } = await anOrganizer(mona, sami));
  show = await aShow("show", organizerId, 1_000, [2500], owner);
  // What a dead process says of itself.
  for (const level of ["error", "warn"] as const) vi.spyOn(console, level).mockReturnValue(undefined);
});

const sold = () => paidAtStripe(stripe, buyer, show);
type Sold = Awaited<ReturnType<typeof sold>>;

const untouched = { payment: "completed", order: "confirmed", back: 0, tickets: ["active", "active"], taken: 2 };

/**
 * Has some work die at its first call over the network, then at its second, and so on to its last; each carried out, and
 * not. After each death `heals` says what comes of it.
 */
async function everywhere(
  work: (of: Sold) => Promise<unknown>,
  heals: (of: Sold) => Promise<unknown>,
  before?: (of: Sold) => Promise<unknown>,
) {
  for (const carriedOut of [false, true]) {
    for (let place = 1; ; place++) {
      const one = await sold();
      await before?.(one);
      const died = await dying({ call: place, carriedOut }, () => work(one));
      await heals(one);
      if (!died) {
        expect(place).toBeGreaterThan(5);
        break;
      }
    }
  }
}

describe("a process that dies anywhere", { timeout: 120_000 }, () => {
  const refundId = (of: Sold) => idOf(`refund of ${of.orderId}`);
  const asks = (wish: (of: Sold) => { ticketIds?: string[]; amount?: number }) => async (of: Sold) => {
    const shell = shellAt(20);
    const asked = { refundId: refundId(of), reason: "requested", ...wish(of) } as const;
    const decided = await decideRefund(of.paymentId, asked, shell);
    await makeRefunds(of.paymentId, shell, (id) => decided === "new" && id === asked.refundId);
  };
  /** The reaction to what was written down; if nothing was, nothing has changed, and whoever asked asks again. */
  const goesOn = (again: (of: Sold) => Promise<unknown>) => async (of: Sold) => {
    if (!(await of.standing()).refunds) {
      expect(await of.standing()).toMatchObject(untouched);
      expect(await of.sent()).toEqual([]);
      await again(of);
    }
    // Whatever comes twice.
    for (const minute of [21, 36]) await makeRefunds(of.paymentId, shellAt(minute));
    await noteRefunds(of.paymentId, shellAt(40));
  };

  it("while it refunds a ticket leaves a refund that is made once, by whoever comes next", async () => {
    const work = asks(({ lines }) => ({ ticketIds: [lines[0]?.ticketId ?? ""] }));
    await everywhere(work, async (of) => {
      await goesOn(work)(of);
      const part = { payment: "partially_refunded", order: "partially_refunded", back: of.lines[0]?.amount };
      expect(await of.standing()).toEqual({
        ...part,
        tickets: ["refunded", "active"],
        refunds: ["succeeded"],
        taken: 1,
      });
      expect(await of.sent()).toEqual([of.lines[0]?.amount]);
    });
  });

  it("while it refunds the whole sum leaves no ticket valid that was paid back, and no place taken", async () => {
    const work = asks(({ total }) => ({ amount: total }));
    await everywhere(work, async (of) => {
      await goesOn(work)(of);
      const whole = { payment: "refunded", order: "refunded", back: of.total, taken: 0 };
      expect(await of.standing()).toEqual({ ...whole, tickets: ["refunded", "refunded"], refunds: ["succeeded"] });
      expect(await of.sent()).toEqual([of.total]);
    });
  });

  it("while Stripe refuses leaves tickets that let their holders in again", async () => {
    const work = asks(() => ({}));
    const refuses = () => double.fail({ status: 400, next: 100, match: "POST /v1/refunds" });
    await everywhere(
      work,
      async (of) => {
        await goesOn(work)(of);
        double.heal();
        expect(await of.standing()).toEqual({ ...untouched, refunds: ["refused"] });
        expect(await of.sent()).toEqual([]);
      },
      async () => refuses(),
    );
  });

  it("while it takes over what was refunded in Stripe's dashboard leaves it to Stripe's next word", async () => {
    const notes = (of: Sold) => noteRefunds(of.paymentId, shellAt(20));
    await everywhere(
      notes,
      async (of) => {
        for (let time = 0; time < 2; time++) await notes(of);
        const whole = { payment: "refunded", order: "refunded", back: of.total, taken: 0 };
        const refunds = ["succeeded", "succeeded"];
        expect(await of.standing()).toEqual({ ...whole, tickets: ["refunded", "refunded"], refunds });
      },
      async ({ intentId, total }) => {
        await stripe.refunds.create({ payment_intent: intentId, amount: 700 });
        await stripe.refunds.create({ payment_intent: intentId, amount: total - 700 });
      },
    );
  });

  it("again and again while it cancels all attendees returns every place, repeats no refund, and counts them exactly", async () => {
    const off = await aShow("off", organizerId, 200, [0], owner);
    const { eventId } = off.event;
    const held: LoadedOrder[] = [];
    for (let number = 0; number < 54; number++) {
      held.push(await hold({ userId: idOf(`fan ${number % 9}`) }, off, `fan ${number}`, [1 + (number % 3)]));
    }
    const dueAt = at(30).toISOString();
    await storeEnded(off, cancelled(off.event, dueAt), { kind: "cancel", dueAt, change: changeAt(30) }, changeAt(30));

    let deaths = 0;
    let walk = await loadWalk(eventId, "cancel");
    for (let minute = 30; walk?.endedAt === undefined && minute < 300; minute += 3) {
      const death = { call: 71, carriedOut: minute % 2 === 0 };
      if (await dying(death, () => walkOn(eventId, "cancel", shellAt(minute)))) deaths++;
      // Meanwhile the reactions to what it wrote down.
      const { data: waiting } = await payments.query.refunds({}).go({ pages: "all", data: "includeKeys" });
      for (const { paymentId } of waiting.map(listed(payments, "refunds"))) {
        await makeRefunds(paymentId, shellAt(minute));
      }
      walk = await loadWalk(eventId, "cancel");
    }
    expect(deaths).toBeGreaterThan(5);
    const tally = { orders: 54, paidBack: 54, pending: 0, failed: 0, paid: 0, returned: 0 };
    expect(walk?.counted).toMatchObject(tally);
    for (const { paymentId = "" } of held) {
      const { payment, tickets } = await paidOf(paymentId);
      expect(payment.refunds).toMatchObject([{ status: "succeeded", reason: "event_cancelled" }]);
      expect(new Set(tickets.map(({ status }) => status))).toEqual(new Set(["cancelled"]));
    }
    expect(await loadStock(eventId, 1)).toMatchObject([{ taken: 0, left: 200 }]);
  });
});
