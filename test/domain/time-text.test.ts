import { describe, expect, it } from "vitest";
import { formatMoment } from "#domain/time-text.ts";

describe("a moment for people", () => {
  it.each([
    ["2027-03-01T18:30:00.000Z", "Africa/Cairo", "Monday 1 March 2027 at 20:30 (Africa/Cairo)"],
    ["2027-03-01T18:30:00.000Z", "Asia/Tokyo", "Tuesday 2 March 2027 at 03:30 (Asia/Tokyo)"],
    ["2027-03-01T22:00:00.000Z", "Africa/Cairo", "Tuesday 2 March 2027 at 00:00 (Africa/Cairo)"],
    ["2027-07-01T18:30:00.000Z", "America/New_York", "Thursday 1 July 2027 at 14:30 (America/New_York)"],
  ])("%s in %s", (at, zone, text) => {
    expect(formatMoment(at, zone)).toBe(text);
  });
});
