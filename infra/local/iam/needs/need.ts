import { type AwsCall, jsonBody } from "../../front/call.ts";
import { isObject, type JsonObject } from "../../json.ts";
import type { Asked } from "../verdict.ts";

/** What a call must be allowed to do: all of it. */
export type Need = (call: AwsCall) => readonly Asked[];
export type Needs = Readonly<Record<string, Need>>;

/** One action on the one resource that the body names. */
export const one =
  (action: string, resource: (body: JsonObject) => string): Need =>
  (call) => [{ action, resource: resource(jsonBody(call)) }];

export const each = (operations: readonly string[], need: (operation: string) => Need): Needs =>
  Object.fromEntries(operations.map((operation) => [operation, need(operation)]));

export const asObject = (value: unknown): JsonObject => (isObject(value) ? value : {});
