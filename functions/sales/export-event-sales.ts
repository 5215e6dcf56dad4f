import { listEventSales } from "#functions/sales/list-event-sales.ts";
import { operation } from "#platform/operation.ts";

export const exportEventSales = operation("sales/export-event-sales", {
  method: "GET",
  path: "/v1/events/{eventId}/sales.csv",
  summary: "The same for a spreadsheet, a line per sale and per refund; a Link header names the next page",
  auth: "user",
  paged: true,
  input: listEventSales.input,
  output: undefined,
  success: 200,
  produces: ["text/csv"],
  uses: listEventSales.uses,
  faults: listEventSales.faults,
  impact: "Organizers cannot take their sales into their books.",
});
