/** A bug that others shipped, by the name the papers give it, and the test here that fails if it is made again. */
export type Bug = { readonly bug: string; readonly file: string; readonly test: string };

const here = "test/reliability";

/** Each test shows the guilty variant, too: that it goes wrong there. */
export const bugs: readonly Bug[] = [
  {
    bug: "paid but webhook 400 leaves the order processing for ever",
    file: `${here}/payments.test.ts`,
    test: "an order that is paid is confirmed even if every webhook about it is answered 400",
  },
  {
    bug: "declined card can never retry because the order id was the Stripe key",
    file: `${here}/payments.test.ts`,
    test: "a buyer whose card was declined pays the same order with another",
  },
  {
    bug: "sale window not enforced at checkout",
    file: `${here}/orders.test.ts`,
    test: "nobody buys outside the sale window, nor a moment after it closed",
  },
  {
    bug: "concurrent completion doubling attendees",
    file: `${here}/orders.test.ts`,
    test: "an order that several complete at the same moment has its tickets once",
  },
  {
    bug: "two scanners both admitted",
    file: `${here}/doors.test.ts`,
    test: "of two scanners one lets a ticket in",
  },
  {
    bug: "enumerable QR codes",
    file: `${here}/doors.test.ts`,
    test: "who has one ticket's code knows no other's",
  },
  {
    bug: "check-in comparing the wrong hash",
    file: `${here}/doors.test.ts`,
    test: "a door compares all of what was signed with all of its signature",
  },
  {
    bug: "zero- and three-decimal currencies",
    file: `${here}/money.test.ts`,
    test: "currencies with no decimals and with three cost what they say",
  },
  {
    bug: "per-order limit beaten by repeated lines",
    file: `${here}/money.test.ts`,
    test: "no limit of an order is beaten by asking for a type twice",
  },
  {
    bug: "formula injection in exports",
    file: `${here}/money.test.ts`,
    test: "no text of an export is run by a spreadsheet",
  },
  {
    bug: "cancelling all attendees not returning capacity",
    file: `${here}/money.test.ts`,
    test: "places of an order that is given back whole can be sold again",
  },
  {
    bug: "refund by any logged-in user",
    file: `${here}/access.test.ts`,
    test: "a payment is given back by who runs its event or paid it, and by nobody else who is logged in",
  },
  {
    bug: "export readable by anyone with its id",
    file: `${here}/access.test.ts`,
    test: "an export is for who runs the event, not for who knows its id",
  },
  {
    bug: "one handler of many forgetting the tenant",
    file: `${here}/access.test.ts`,
    test: "what one organizer has is out of reach of another's team",
  },
  {
    bug: "403 vs 404 telling what exists",
    file: `${here}/access.test.ts`,
    test: "an answer does not tell what exists and is hidden",
  },
  {
    bug: "registration accepting `role`",
    file: `${here}/access.test.ts`,
    test: "nobody registers with a role",
  },
  {
    bug: "refresh grace redeeming old generations",
    file: `${here}/access.test.ts`,
    test: "an old refresh token gets nothing but the end of its family",
  },
  {
    bug: "webhook body parsed before its signature was checked",
    file: "test/platform/stripe-event.test.ts",
    test: "webhook body parsed before its signature was checked",
  },
  {
    bug: "limits beaten by parallel requests",
    file: "test/data/limit-per-person.test.ts",
    test: "limits beaten by parallel requests",
  },
];
