import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { notification } from "#data/notification.ts";
import { notify } from "#data/notify.ts";
import { sendOnce } from "#data/send-once.ts";
import { user } from "#data/user.ts";
import { type Notification, notificationOf } from "#domain/notification.ts";
import { created } from "#domain/trail.ts";
import { memoryTable } from "#test/support/memory-table.ts";

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await memoryTable();
  const names = { email: "nour@example.com", firstName: "Nour", lastName: "Haddad", locale: "en" } as const;
  const person = { userId: uuid(999), ...names, role: "attendee", isActive: true } as const;
  await user.create({ ...person, ...created(at(0)) }).go();
});
afterAll(() => stop());

const uuid = (n: number) => `0199a000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const at = (second: number) => ({ now: new Date(Date.UTC(2027, 2, 1, 10, 0, second)), by: "test" });
let facts = 0;
/** A mail nobody has begun to send. */
function aMail(): Notification {
  const fact = { id: uuid(++facts), type: "order.confirmed.v1", at: "2027-03-01T10:00:00.000Z" };
  return notificationOf(fact, uuid(999), "email", { title: "t", message: "m", about: {} }, fact.at);
}
const rowOf = async ({ userId, notificationId }: Notification) =>
  (await notification.get({ userId, notificationId }).go({ consistent: true })).data;
const fails = () => Promise.reject(new Error("the provider is away"));

describe("a mail", () => {
  it("is sent once however many are about to send it; whoever comes too early is told to come again", async () => {
    const told = aMail();
    let sent = 0;
    const send = async () => void sent++;
    const racing = await Promise.allSettled(Array.from({ length: 10 }, () => sendOnce(told, at(0), send)));
    expect(sent).toBe(1);
    const refused = racing.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
    expect(refused.every((reason) => reason.includes("is being sent by another"))).toBe(true);
    for (let again = 1; again < 4; again++) await sendOnce(told, at(again * 60), send);
    expect(sent).toBe(1);
    expect(await rowOf(told)).toMatchObject({ status: "sent", sentAt: at(0).now.toISOString(), tries: 1 });
  });

  it("would be sent by each of them without the claim (the control)", async () => {
    const told = aMail();
    let sent = 0;
    const unclaimed = async () => {
      if ((await rowOf(told))?.status === "sent") return;
      sent++;
      await notify({ ...told, status: "sent" }, at(0));
    };
    await Promise.all(Array.from({ length: 10 }, unclaimed));
    expect(sent).toBeGreaterThan(1);
  });

  it("that cannot be sent is tried again at once, is `failed` after three tries, and can still be sent", async () => {
    const told = aMail();
    for (const status of ["pending", "pending", "failed", "failed"]) {
      await expect(sendOnce(told, at(0), fails)).rejects.toThrow("the provider is away");
      expect((await rowOf(told))?.status).toBe(status);
    }
    let sent = 0;
    await sendOnce(told, at(1), async () => void sent++);
    expect(sent).toBe(1);
    expect(await rowOf(told)).toMatchObject({ status: "sent", tries: 5 });
    expect(await rowOf(told)).not.toHaveProperty("claimedUntil");
  });

  it("whose sender died is sent by the next who comes after the claim has ended", async () => {
    const told = aMail();
    // The sender got as far as its claim.
    await notify({ ...told, tries: 1, claimedUntil: at(45).now.toISOString() }, at(0));
    let sent = 0;
    const send = async () => void sent++;
    await expect(sendOnce(told, at(44), send)).rejects.toThrow("is being sent by another");
    await sendOnce(told, at(45), send);
    expect(sent).toBe(1);
    expect(await rowOf(told)).toMatchObject({ status: "sent", tries: 2 });
  });

  it("sent by one who was slow stays sent when a later try fails", async () => {
    const told = aMail();
    let later: Promise<void> | undefined;
    await sendOnce(told, at(0), async () => {
      later = expect(sendOnce(told, at(60), fails)).rejects.toThrow("the provider is away");
      await later;
    });
    expect(await rowOf(told)).toMatchObject({ status: "sent" });
  });

  it("is forgotten after 90 days", async () => {
    const told = aMail();
    await sendOnce(told, at(0), async () => {});
    expect((await rowOf(told))?.purgeAt).toBe(Date.UTC(2027, 4, 30, 10, 0, 0) / 1000);
  });
});
