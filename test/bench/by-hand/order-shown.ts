const names = [
  ...["orderId", "eventId", "organizerId", "eventTitle", "startDate", "status", "lines", "currency", "subtotal"],
  ...["discount", "fee", "total", "holdUntil", "paymentId", "confirmedAt", "closedAt", "createdAt", "updatedAt"],
  "version",
];

/** What a buyer sees of an order. */
export const shown = (order: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(names.flatMap((name) => (name in order ? [[name, order[name]]] : [])));
