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
];
