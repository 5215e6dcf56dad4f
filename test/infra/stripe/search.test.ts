import { beforeEach, describe, expect, test } from "vitest";
import type { Opened } from "./opened-stripe.ts";
import { openStripe, refusal, ticket } from "./opened-stripe.ts";

const MINUTE = 60_000;
const search = async ({ stripe }: Opened, query: string) => (await stripe.paymentIntents.search({ query })).data;

describe("payment intents are searched", () => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await openStripe();
    const { stripe, clock } = opened;
    await stripe.paymentIntents.create({ ...ticket, metadata: { orderId: "a" } });
    await stripe.paymentIntents.create({ ...ticket, amount: 3000, metadata: { orderId: "b", "odd 'key'": "x" } });
    const pay = { confirm: true, payment_method: "pm_card_visa" };
    await stripe.paymentIntents.create({ ...ticket, ...pay, currency: "eur", metadata: { orderId: "c'd" } });
    await stripe.paymentIntents.create({ ...ticket, amount: 9000 });
    clock.advance(2 * MINUTE);
  });

  test.each([
    ["metadata['orderId']:'b'", "b"],
    ['metadata["orderId"]:"b"', "b"],
    ["metadata['orderId']:'b' AND status:'requires_payment_method'", "b"],
    ["metadata['orderId']:'b' and status:'succeeded'", ""],
    ["metadata['orderId']:'b' status:'requires_payment_method'", "b"],
    ["metadata['orderId']:'a' OR metadata['orderId']:'b'", "ba"],
    [`metadata["orderId"]:"c'd"`, "c'd"],
    ["metadata['orderId']:'c\\'d'", "c'd"],
    [`metadata["odd 'key'"]:'x'`, "b"],
    ["status:'succeeded'", "c'd"],
    ["-status:'succeeded' AND -metadata['orderId']:'a' AND -metadata['orderId']:null", "b"],
    ["metadata['orderId']:null", "-"],
    ["currency:'eur'", "c'd"],
    ["amount:3000", "b"],
    ["amount>2500 AND amount<=3000", "b"],
    ["amount>=9000", "-"],
    ["created>0 AND amount<3000", "c'da"],
    ["customer:null AND amount:2500", "c'da"],
    ["metadata['orderId']:'B'", ""],
  ])("%s", async (query, found) => {
    expect((await search(opened, query)).map(({ metadata }) => metadata.orderId ?? "-").join("")).toBe(found);
  });

  test.each([
    "",
    "b",
    "metadata:'b'",
    "status['x']:'b'",
    "status:succeeded",
    "status~'succ'",
    "status>'a'",
    "amount:'many'",
    "amount~25",
    "description:'x'",
    "AND status:'succeeded'",
    "status:'succeeded' AND",
    "status:'succeeded' AND amount>1 OR amount<5",
    Array.from({ length: 11 }, () => "amount>1").join(" AND "),
  ])("not with %j", async (query) => {
    const error = await refusal(opened.stripe.paymentIntents.search({ query }));
    expect(error).toMatchObject({ type: "StripeInvalidRequestError", statusCode: 400, param: "query" });
  });

  test("page by page", async () => {
    const { stripe } = opened;
    const first = await stripe.paymentIntents.search({ query: "amount>0", limit: 3 });
    expect(first).toMatchObject({ object: "search_result", has_more: true, url: "/v1/payment_intents/search" });
    const rest = await stripe.paymentIntents.search({ query: "amount>0", limit: 3, page: first.next_page ?? "" });
    expect(rest).toMatchObject({ has_more: false, next_page: null });
    expect(new Set([...first.data, ...rest.data].map(({ id }) => id)).size).toBe(4);
    expect((await refusal(stripe.paymentIntents.search({ query: "amount>0", limit: 101 }))).param).toBe("limit");
  });
});

test("a search lags a minute behind every write", async () => {
  const opened = await openStripe();
  const { stripe, clock } = opened;
  const { id } = await stripe.paymentIntents.create({ ...ticket, metadata: { orderId: "a" } });
  const query = "metadata['orderId']:'a'";
  expect(await search(opened, query)).toEqual([]);
  clock.advance(MINUTE);
  expect(await search(opened, query)).toMatchObject([{ id, status: "requires_payment_method" }]);
  await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
  expect(await search(opened, `${query} AND status:'succeeded'`)).toEqual([]);
  expect(await search(opened, query)).toMatchObject([{ id, status: "requires_payment_method" }]);
  clock.advance(MINUTE);
  expect(await search(opened, `${query} AND status:'succeeded'`)).toMatchObject([{ id, status: "succeeded" }]);
});
