import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { order as orders } from "#data/order.ts";
import { formatMoment } from "#domain/time-text.ts";
import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { qrPng } from "#platform/qr-image.ts";
import { api } from "#test/support/api.ts";
import { codeOf } from "#test/support/doors.ts";
import { mailsTo } from "#test/support/inbox.ts";
import { stored } from "#test/support/operator.ts";
import { aPaidOrder } from "#test/support/purchases.ts";
import { tellAgain } from "#test/support/retell.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

const theMail = async (address: string) =>
  (await mailsTo(address)).filter(({ subject }) => subject.startsWith("You are going to"));

describe("the confirmation by mail", () => {
  it("shows the order and every ticket with its QR code, once, however often the fact is told", async () => {
    const title = 'Lights & "Shadows" <b>live</b>';
    const show = await aPublishedEvent({ title, venueName: "Hall <1>" });
    const { buyer, order, orderId, tickets } = await aPaidOrder({ show, quantity: 2 });
    const [mail, ...more] = await theMail(buyer.email);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe(`You are going to ${title}`);
    const { text = "", html = "" } = mail?.body ?? {};
    for (const said of [
      "Hello Nour,",
      title,
      formatMoment(show.event.startDate, "Africa/Cairo"),
      "Hall <1>, Cairo, Egypt",
      `Order ${orderId}`,
      "2 × General admission: 50.00 EUR",
      "Fee: 1.75 EUR",
      "Total: 51.75 EUR",
      ...tickets.map(({ ticketNumber }) => ticketNumber),
    ]) {
      expect(text).toContain(said);
    }
    expect(order.total).toBe(5175);
    expect(html).toContain("Lights &amp; &quot;Shadows&quot; &lt;b&gt;live&lt;/b&gt;");
    expect(html).not.toContain("<b>");

    expect(mail?.attachments).toHaveLength(2);
    for (const { ticketId, ticketNumber } of tickets) {
      const picture = mail?.attachments.find(({ filename }) => filename === `${ticketNumber}.png`);
      expect(picture?.contentType).toBe("image/png");
      expect(picture?.content).toBe(qrPng(await codeOf(ticketId, buyer)).toString("base64"));
      expect(html).toContain(`src="cid:${ticketNumber}@tickets"`);
    }

    const told = async () => isDone(await api.call(listMyNotifications, {}, { token: buyer.token })).items;
    const before = await told();
    const rows = before.filter(({ metadata }) => metadata.orderId === orderId);
    expect(rows.map(({ type, status }) => `${type} ${status}`).toSorted()).toEqual(["email sent", "in_app sent"]);
    await tellAgain(orderConfirmed, (await stored(orders.get({ orderId }).params<GetCommandInput>())).item, 5);
    await everythingSettles();
    expect(await theMail(buyer.email)).toHaveLength(1);
    expect(await told()).toEqual(before);
  });
});
