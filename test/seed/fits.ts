import { expect } from "vitest";
import * as z from "zod";
import type { ColumnType } from "#test/seed/read-seed.ts";

const whole = z.int();
const text = z.string().min(1);

/** A value of each of the seed's types, as the product has it. */
const shapes = {
  uuid: z.uuid().regex(/^[^A-Z]+$/),
  string: text,
  text,
  enum: text,
  boolean: z.boolean(),
  // Money is counted in whole minor units of its currency; what is measured in degrees says so itself.
  decimal: whole,
  integer: whole,
  bigint: whole,
  timestamp: z.string().refine((value) => new Date(value).toISOString() === value, { message: "UTC, ISO 8601" }),
  json: z.record(z.string(), z.unknown()),
} as const satisfies Record<ColumnType, z.ZodType>;

/** What a column of each type must refuse. */
const wrong = {
  uuid: "not-a-uuid",
  string: 42,
  text: 42,
  enum: "no such value",
  boolean: "yes",
  decimal: "12",
  integer: 1.5,
  bigint: 1.5,
  timestamp: 42,
  json: "{}",
} as const satisfies Record<ColumnType, unknown>;

/** It is a value of the seed's type. */
export const fits = (type: ColumnType, value: unknown) =>
  expect(z.safeParse(shapes[type], value)).toMatchObject({ success: true });

/** The schema by which it is stored takes the value, and no value of another type. */
export function isGuarded(type: ColumnType, schema: z.core.$ZodType, value: unknown): void {
  expect(z.safeParse(schema, value)).toMatchObject({ success: true });
  expect(z.safeParse(schema, wrong[type])).toMatchObject({ success: false });
}
