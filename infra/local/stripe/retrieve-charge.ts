import type { Endpoint } from "./endpoint.ts";
import { readParameters } from "./parameters.ts";
import { missingResource } from "./stripe-error.ts";

export const retrieveCharge: Endpoint = {
  method: "GET",
  path: "/v1/charges/:id",
  answers: "charge",
  prepare: ({ id, params }) => {
    readParameters({}, params);
    return (work) => {
      const charge = work.records.charges.get(id);
      if (charge === undefined) throw missingResource("charge", id, "id");
      return charge;
    };
  },
};
