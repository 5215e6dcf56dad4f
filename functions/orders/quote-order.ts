import * as z from "zod";
import { Checkout, OrderLine, Price } from "#domain/quote.ts";
import { operation } from "#platform/operation.ts";

export const quoteOrder = operation("orders/quote-order", {
  method: "POST",
  path: "/v1/orders/quote",
  summary: "What an order would cost now; holds nothing",
  auth: "public",
  input: Checkout.omit({ expectedTotal: true }),
  output: Price.extend({ lines: z.array(OrderLine) }),
  success: 200,
  uses: ["table:query"],
  faults: ["not_found", "sale_closed", "limit_exceeded", "amount_too_small", "amount_too_large"],
  impact: "Shops cannot show what an order costs.",
});
