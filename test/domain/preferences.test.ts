import { describe, expect, it } from "vitest";
import { channels } from "#domain/notification.ts";
import { isToldBy, Preferences, topicOf } from "#domain/preferences.ts";

const none = { account: [], orders: [], reminders: [], organizing: [] };

describe("how somebody is told", () => {
  it("is in the app, whatever they chose", () => {
    for (const topic of ["account", "orders", "reminders", "organizing"] as const) {
      expect(isToldBy({ channels: none }, topic, "in_app")).toBe(true);
    }
  });

  it("is by mail of their account and purchases, which cannot be turned off", () => {
    for (const topic of ["account", "orders"] as const) expect(isToldBy({ channels: none }, topic, "email")).toBe(true);
    for (const topic of ["reminders", "organizing"] as const) {
      expect(isToldBy({ channels: none }, topic, "email")).toBe(false);
    }
  });

  it("is by mail, and by no telephone, unless they chose", () => {
    for (const preferences of [undefined, {}, { marketing: true }]) {
      expect(channels.filter((channel) => isToldBy(preferences, "reminders", channel))).toEqual(["in_app", "email"]);
    }
    const chosen = { channels: { reminders: ["sms" as const] } };
    expect(channels.filter((channel) => isToldBy(chosen, "reminders", channel))).toEqual(["in_app", "sms"]);
  });

  it("takes a fact nobody decided about for one that cannot be turned off", () => {
    expect(topicOf("event.published.v1")).toBe("organizing");
    expect(isToldBy({ channels: none }, topicOf("something.new.v1"), "email")).toBe(true);
  });

  it("takes little room, whatever was chosen", () => {
    const all = ["email", "sms", "push"];
    const most = { channels: { account: all, orders: all, reminders: all, organizing: all }, marketing: true };
    expect(JSON.stringify(Preferences.parse(most)).length).toBeLessThan(200);
  });
});
