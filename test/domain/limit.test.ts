import { describe, expect, it } from "vitest";
import { perNetwork, windowOf } from "#domain/limit.ts";
import { networkOf } from "#domain/network.ts";

describe("a network", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["not an address", "not an address"],
  ])("of %s is %s", (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});

describe("a window", () => {
  it("is the same until it ends, and then the next", () => {
    const limit = perNetwork.wrongPasswords;
    const { number, end } = windowOf(limit, new Date("2027-03-01T19:07:00Z"));
    expect(end.toISOString()).toBe("2027-03-01T19:15:00.000Z");
    expect(windowOf(limit, new Date(end.getTime() - 1)).number).toBe(number);
    expect(windowOf(limit, end).number).toBe(number + 1);
  });
});
