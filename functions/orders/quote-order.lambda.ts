import { loadSale } from "#data/load-sale.ts";
import { quote } from "#domain/quote.ts";
import { quoteOrder } from "#functions/orders/quote-order.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(quoteOrder, async ({ input, now }) => quote(await loadSale(input.eventId), input, now));
