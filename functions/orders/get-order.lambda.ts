import { loadOwnOrder } from "#data/load-own.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getOrder, ({ input, caller }) => loadOwnOrder(input.orderId, caller.userId));
