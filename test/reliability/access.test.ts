import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { event as events } from "#data/event.ts";
import { loadRun } from "#data/load-door.ts";
import { paymentOf } from "#data/load-paid.ts";
import { salesOf } from "#data/read-sales.ts";
import { seeEvent } from "#data/see-event.ts";
import { seePayment } from "#data/see-payment.ts";
import { Fault, faults } from "#domain/fault.ts";
import { pendingRefunds } from "#domain/refund.ts";
import { freshGeneration, judgeRefresh } from "#domain/session.ts";
import { seconds, shifted } from "#domain/time.ts";
import { User } from "#domain/user.ts";
import { decideRefund } from "#flows/refund.ts";
import { register } from "#functions/auth/register.ts";
import { readInput } from "#platform/request.ts";
import { idOf } from "#test/infra/ops/changes.ts";
import { aPerson } from "#test/infra/ops/people.ts";
import { aDraft } from "#test/infra/ops/shows.ts";
import { eventOf } from "#test/platform/gateway-event.ts";
import { openDisputes, shell } from "#test/support/disputed-sales.ts";

let till: Awaited<ReturnType<typeof openDisputes>>;
let stranger: { readonly userId: string };
beforeAll(async () => {
  till = await openDisputes();
  stranger = await aPerson("tarek");
}, 60_000);
afterAll(() => till.stop());

/** What somebody is answered: done, or the status and code of the fault. */
async function answer(asks: () => Promise<unknown>): Promise<string> {
  try {
    await asks();
    return "done";
  } catch (error) {
    if (error instanceof Fault) return `${faults[error.code].status} ${error.code}`;
    throw error;
  }
}

describe("a payment is given back by who runs its event or paid it, and by nobody else who is logged in", {
  timeout: 60_000,
}, () => {
  it("as whoever asks is looked up beside it", async () => {
    const { paymentId } = await till.sold();
    const { owner, doorStaff, buyer } = till.people;
    const asks = [owner, buyer, doorStaff, stranger].map((caller) => answer(() => seePayment(paymentId, caller)));
    expect(await Promise.all(asks)).toEqual(["done", "done", "404 not_found", "404 not_found"]);
    // The buyer is the buyer, whatever the organizer may do.
    expect((await seePayment(paymentId, buyer)).forTeam).toBe(false);
  });

  it("would be given back by anybody who knows its id, if a login were enough (the guilty variant)", async () => {
    const { paymentId, orderId } = await till.sold();
    await decideRefund(paymentId, { refundId: idOf(`${orderId} by a stranger`), reason: "requested" }, shell);
    expect(pendingRefunds(await paymentOf(paymentId))).toHaveLength(1);
  });
});

describe("an export is for who runs the event, not for who knows its id", { timeout: 60_000 }, () => {
  const whole = { limit: 100, after: undefined };

  it("as its event is loaded for whoever asks", async () => {
    const { eventId } = await till.sold();
    const { owner, doorStaff, buyer } = till.people;
    const asks = [owner, doorStaff, buyer, stranger].map((caller) => answer(() => loadRun(eventId, caller)));
    const no = "403 not_permitted";
    expect(await Promise.all(asks)).toEqual(["done", no, no, no]);
  });

  it("would tell anybody what was sold, if it went by the id alone (the guilty variant)", async () => {
    const { eventId, total } = await till.sold();
    const { items } = await salesOf({ eventId, shards: 1, homes: [{}] }, whole);
    expect(items).toMatchObject([{ total, net: total }]);
  });
});

describe("what one organizer has is out of reach of another's team", { timeout: 60_000 }, () => {
  it("as a right is one to this thing's organizer, read with it", async () => {
    const others = await till.otherTeam();
    const { event } = await till.aSale();
    const [ours, theirs] = await Promise.all(
      [till.people.owner, others.owner].map((caller) => answer(() => loadRun(event.eventId, caller))),
    );
    expect([ours, theirs]).toEqual(["done", "403 not_permitted"]);
  });

  it("would be in it, if it were asked only whether somebody runs an organizer (the guilty variant)", async () => {
    const { owner } = await till.otherTeam();
    const { event } = await till.aSale();
    const runsOne = async ({ userId }: { readonly userId: string }) => userId === owner.userId;
    const { data: found } = await events.get({ eventId: event.eventId }).go();
    expect((await runsOne(owner)) && found?.eventId).toBe(event.eventId);
  });
});

describe("an answer does not tell what exists and is hidden", { timeout: 60_000 }, () => {
  let drafts = 0;
  const aHiddenOne = async () => (await aDraft(`hidden ${drafts++}`, till.organizerId, 50, [2500])).event.eventId;

  it("as a draft is answered to strangers as nothing at all is", async () => {
    const [hidden, nothing] = [await aHiddenOne(), idOf("an event there is not")];
    for (const asks of [loadRun, seeEvent] as const) {
      const [there, nowhere] = await Promise.all([hidden, nothing].map((id) => answer(() => asks(id, stranger))));
      expect([there, nowhere]).toEqual(["404 not_found", "404 not_found"]);
    }
  });

  it("would tell, if who may not were refused after it was found (the guilty variant)", async () => {
    const refuses = async (eventId: string) => {
      const { data } = await events.get({ eventId }).go();
      return data ? "403" : "404";
    };
    expect(await Promise.all([refuses(await aHiddenOne()), refuses(idOf("nothing"))])).toEqual(["403", "404"]);
  });
});

describe("nobody registers with a role", () => {
  const form = { email: "nour@example.com", firstName: "Nour", lastName: "Haddad", password: "correct horse battery" };

  it("as a field that is not asked for is refused, by name", () => {
    const sent = (body: object) => readInput(register, eventOf({ body: JSON.stringify(body) }));
    expect(sent(form)).toMatchObject(form);
    expect(() => sent({ ...form, role: "super_admin" })).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ path: "role", code: "unrecognized_key" })] }),
    );
  });

  it("would be what they say, if what is sent were laid over what is stored (the guilty variant)", () => {
    const stored = User.partial().parse({ role: "attendee", ...form, ...JSON.parse('{"role":"super_admin"}') });
    expect(stored.role).toBe("super_admin");
  });
});

describe("an old refresh token gets nothing but the end of its family", () => {
  const rotatedAt = new Date("2027-03-01T19:00:00.000Z");
  const session = { userId: idOf("nour"), familyId: idOf("a session"), epoch: 0, ...freshGeneration(5, rotatedAt) };
  const soon = new Date(shifted(rotatedAt, seconds(5)));

  it("as the grace is for the one before the newest alone", () => {
    expect([5, 4, 3, 2, 1].map((generation) => judgeRefresh(session, generation, soon))).toEqual([
      ...["rotate", "repeat", "reuse", "reuse", "reuse"],
    ]);
  });

  it("would be redeemed, however old, if the grace asked only when the last was made (the guilty variant)", () => {
    const isInGrace = (generation: number) =>
      generation < session.generation && soon <= new Date(shifted(rotatedAt, seconds(10)));
    expect([4, 3, 1].map(isInGrace)).toEqual([true, true, true]);
  });
});
