import type { Endpoint } from "./endpoint.ts";
import { inOrder, listOf, listShape, withinCreated } from "./lists.ts";
import { optional, readParameters, text } from "./parameters.ts";
import { missingResource } from "./stripe-error.ts";

export const retrieveRefund: Endpoint = {
  method: "GET",
  path: "/v1/refunds/:id",
  answers: "refund",
  prepare: ({ id, params }) => {
    readParameters({}, params);
    return (work) => {
      const refund = work.records.refunds.get(id);
      if (refund === undefined) throw missingResource("refund", id, "id");
      return refund;
    };
  },
};

export const listRefunds: Endpoint = {
  method: "GET",
  path: "/v1/refunds",
  answers: "refund",
  lists: true,
  prepare: ({ params }) => {
    const given = readParameters({ ...listShape, charge: optional(text()), payment_intent: optional(text()) }, params);
    return (work) => {
      const { charge, payment_intent: intent } = given;
      const found = inOrder(work.records.refunds.all())
        .filter((refund) => charge === undefined || refund.charge === charge)
        .filter((refund) => intent === undefined || refund.payment_intent === intent)
        .filter(withinCreated(given.created));
      return listOf(found, given, "/v1/refunds");
    };
  },
};
