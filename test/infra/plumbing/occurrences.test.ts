import { describe, expect, it } from "vitest";
import { occurrences } from "../../../infra/local/plumbing/schedule/occurrences.ts";

const cases: [expression: string, after: string, due: string | undefined, timezone?: string][] = [
  ["rate(1 minute)", "2026-03-01T10:00:30Z", "2026-03-01T10:01:00Z"],
  ["rate(5 minutes)", "2026-03-01T10:05:00Z", "2026-03-01T10:10:00Z"],
  ["rate(6 hours)", "2026-03-01T10:00:00Z", "2026-03-01T12:00:00Z"],
  ["rate(1 day)", "2026-03-01T10:00:00Z", "2026-03-02T00:00:00Z"],
  ["cron(0 12 * * ? *)", "2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z"],
  ["cron(0/15 * * * ? *)", "2026-03-01T12:01:00Z", "2026-03-01T12:15:00Z"],
  ["cron(5/20 * * * ? *)", "2026-03-01T12:26:00Z", "2026-03-01T12:45:00Z"],
  ["cron(0 9 ? * MON-FRI *)", "2026-02-27T09:00:00Z", "2026-03-02T09:00:00Z"],
  ["cron(0 9 ? * 1 *)", "2026-02-27T09:00:00Z", "2026-03-01T09:00:00Z"],
  ["cron(0 9 ? * 2-6 *)", "2026-02-27T09:00:00Z", "2026-03-02T09:00:00Z"],
  ["cron(0 9 ? * 2#1 *)", "2026-03-03T00:00:00Z", "2026-04-06T09:00:00Z"],
  ["cron(0 9 ? * 6L *)", "2026-03-01T00:00:00Z", "2026-03-27T09:00:00Z"],
  ["cron(0 0 L * ? *)", "2026-02-01T00:00:00Z", "2026-02-28T00:00:00Z"],
  ["cron(0 0 1 1 ? 2030)", "2026-02-01T00:00:00Z", "2030-01-01T00:00:00Z"],
  ["cron(0 0 1 1 ? 2020)", "2026-02-01T00:00:00Z", undefined],
  ["cron(0 8 * * ? *)", "2026-07-01T00:00:00Z", "2026-07-01T06:00:00Z", "Europe/Zagreb"],
  ["at(2026-12-24T18:00:00)", "2026-03-01T00:00:00Z", "2026-12-24T18:00:00Z"],
  ["at(2026-12-24T18:00:00)", "2026-12-24T18:00:00Z", undefined],
];

describe("a schedule expression", () => {
  it.each(cases)("%s after %s is due at %s", (expression, after, due, timezone) => {
    const next = occurrences(expression, timezone)(Date.parse(after));
    expect(next && new Date(next).toISOString().replace(".000", "")).toBe(due);
  });

  it.each([
    "every 5 minutes",
    "rate(0 minutes)",
    "rate(5 seconds)",
    "cron(0 12 * * *)",
    "cron(0 12 * * * *)",
    "cron(0 12 ? * ? *)",
  ])("%s is refused", (expression) => {
    expect(() => occurrences(expression)).toThrow();
  });
});
