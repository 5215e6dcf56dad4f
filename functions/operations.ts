import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { listMyOrders } from "#functions/orders/list-my-orders.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { quoteOrder } from "#functions/orders/quote-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { receiveStripeEvent } from "#functions/payments/receive-stripe-event.ts";
import { health } from "#functions/site/health.ts";
import type { Operation } from "#platform/operation.ts";

/** THE TABLE: every operation. Routes, Lambdas, roles, OpenAPI, the client and the tests loop over it. */
export const operations: readonly Operation[] = [
  health,
  cancelOrder,
  getOrder,
  listMyOrders,
  placeOrder,
  quoteOrder,
  getPayment,
  receiveStripeEvent,
];
