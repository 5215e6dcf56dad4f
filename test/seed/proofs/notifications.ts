import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import { notification } from "#data/notification.ts";
import { Notification, NotificationCard } from "#domain/notification.ts";
import { notifyBuyer } from "#events/notifications/notify-buyer.ts";
import { sendConfirmation } from "#events/notifications/send-confirmation.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { readNotification } from "#functions/notifications/read-notification.ts";
import type { Kept } from "#test/seed/table-proofs.ts";
import type { World } from "#test/seed/world.ts";
import { api } from "#test/support/api.ts";
import { stored } from "#test/support/operator.ts";
import { isDone } from "#test/support/then.ts";

/** What the buyer was told of the sale in the app, read. */
async function shown(world: World) {
  const { buyer, orderId } = await world.sale();
  const as = await world.as(buyer);
  const { items } = isDone(await api.call(listMyNotifications, {}, as));
  const told = items.find(({ type, metadata }) => type === "in_app" && metadata.orderId === orderId);
  return isDone(await api.call(readNotification, { notificationId: told?.notificationId ?? "" }, as));
}

async function itemOf(world: World) {
  const { userId } = await world.buyer();
  const { notificationId } = await shown(world);
  const { item } = await stored(notification.get({ userId, notificationId }).params<GetCommandInput>());
  return { ...item, ...NotificationCard.parse(item.card) };
}

export const notifications: Kept = {
  table: "notifications",
  entity: "notification",
  schema: { shape: { ...NotificationCard.shape, ...Notification.shape } },
  code: ["shared/domain/notification.ts#NotificationCard", "shared/data/notification.ts#notification"],
  operations: [listMyNotifications, readNotification],
  shown,
  stored: itemOf,
  columns: {
    id: { as: "notificationId" },
    user_id: {
      operations: [notifyBuyer, sendConfirmation],
      differently: "In its key, and not shown: people see their own only.",
      async holds(world) {
        const { userId } = await world.buyer();
        expect(await itemOf(world)).toMatchObject({ userId, pk: `user#${userId}#notifications` });
        expect(await shown(world)).not.toHaveProperty("userId");
      },
    },
    type: { differently: "The channel: in_app, email, sms or push." },
  },
};
