import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { createClock, installClock } from "../../../infra/local/clock.ts";
import { keptJson } from "../../../infra/local/kept-json.ts";

const hour = 3_600_000;

describe("the clock", () => {
  it("rings alarms in the order they are due, each at its own time", () => {
    const clock = createClock();
    const start = clock.now();
    const rung: [string, boolean][] = [];
    clock.at(start + 3 * hour, () => rung.push(["third", clock.now() >= start + 3 * hour]));
    clock.at(start + hour, () => rung.push(["first", clock.now() < start + 2 * hour]));
    clock.at(start + 2 * hour, () => rung.push(["second", clock.now() < start + 3 * hour]));
    clock.advance(4 * hour);
    expect(rung).toEqual([
      ["first", true],
      ["second", true],
      ["third", true],
    ]);
    expect(clock.now()).toBeGreaterThanOrEqual(start + 4 * hour);
    expect(clock.offset()).toBe(4 * hour);
  });

  it("rings again for alarms set while it rings", () => {
    const clock = createClock();
    let rung = 0;
    const every = () => {
      rung += 1;
      clock.at(clock.now() + hour, every);
    };
    clock.at(clock.now() + hour, every);
    clock.advance(3.5 * hour);
    expect(rung).toBe(3);
  });

  it("rings when real time gets there", async () => {
    const clock = createClock();
    clock.advance(hour);
    await new Promise<void>((resolve) => {
      clock.at(clock.now() + 5, resolve);
      void sleep(50); // the alarm itself keeps no process alive
    });
  });

  it("forgets a cancelled alarm and never goes back", () => {
    const clock = createClock();
    clock.at(clock.now() + hour, () => expect.unreachable())();
    clock.advance(2 * hour);
    expect(() => clock.advance(-1)).toThrow(RangeError);
  });
});

it("a clock that was moved stays so over a restart, if its data does", () => {
  const folder = mkdtempSync(join(tmpdir(), "clock-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  createClock(0, keptJson(folder, "clock.json", 0)).advance(36 * hour);
  expect(createClock(0, keptJson(folder, "clock.json", 0)).offset()).toBe(36 * hour);
});

describe("an installed clock", () => {
  let uninstall = () => {};
  afterEach(() => uninstall());

  it("is what Date reads, and nothing else about Date changes", () => {
    const clock = createClock();
    const before = Date.now();
    const MachineDate = Date;
    uninstall = installClock(clock);
    clock.advance(hour);
    expect(Date.now()).toBeGreaterThanOrEqual(before + hour);
    expect(Date.parse(new Date().toISOString())).toBeGreaterThanOrEqual(before + hour);
    expect(new Date(5).getTime()).toBe(5);
    expect(new Date(2026, 0, 2).getDate()).toBe(2);
    expect(new MachineDate(0)).toBeInstanceOf(Date);
    expect(new Date(0).constructor).toBe(Date);
    expect(Date.parse("1970-01-01T00:00:01Z")).toBe(1000);
    uninstall();
    expect(Date).toBe(MachineDate);
    expect(Date.now()).toBeLessThan(before + hour);
  });
});
