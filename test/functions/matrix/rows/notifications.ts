import type { RowsOf } from "#test/functions/matrix/row.ts";

export const notifications: RowsOf<"notifications"> = {
  "notifications/get-notification": { ask: ({ notificationId }) => ({ input: { notificationId } }), may: ["buyer"] },
  "notifications/list-my-notifications": { ask: () => ({ input: {} }) },
  "notifications/read-notification": { ask: ({ notificationId }) => ({ input: { notificationId } }), may: ["buyer"] },
};
