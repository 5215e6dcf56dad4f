import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRule, closed, letIn } from "#domain/rule-user.ts";
import { roles, type User } from "#domain/user.ts";

const person: User = {
  ...{ userId: "019a0001-7b1c-7d20-9a01-5f0c2e7d4a01", email: "nour@example.com", firstName: "Nour" },
  ...{ lastName: "Haddad", role: "attendee", locale: "en", isActive: true },
};
const at = "2027-03-01T18:30:00.000Z";

describe("who decides about whom", () => {
  const may = (by: (typeof roles)[number], about: (typeof roles)[number], isSame = false) => {
    try {
      checkRule({ userId: "a", role: by }, { userId: isSame ? "a" : "b", role: about });
      return true;
    } catch {
      return false;
    }
  };

  it("is whoever is above, and super_admins about each other, never anybody about themselves", () => {
    expect(roles.filter((about) => may("admin", about))).toEqual(["attendee", "organizer"]);
    expect(roles.filter((about) => may("super_admin", about))).toEqual([...roles]);
    expect(roles.filter((role) => may(role, role, true))).toEqual([]);
  });
});

describe("an account", () => {
  it("is open exactly while there is no reason against it, in whatever order they come and go", () => {
    const step = fc.tuple(fc.constantFrom(closed, letIn), fc.constantFrom("suspendedAt", "deletedAt"));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const reasons = new Set<string>();
        let user = person;
        for (const [change, why] of steps) {
          const next = change(user, why as "suspendedAt", at);
          expect(next === undefined).toBe(change === closed ? reasons.has(why) : !reasons.has(why));
          user = next ?? user;
          if (change === closed) reasons.add(why);
          else reasons.delete(why);
          expect(user.isActive).toBe(reasons.size === 0);
        }
      }),
    );
  });

  it("loses all its sessions when it is closed", () => {
    const kept = { ...person, keptSession: person.userId };
    const suspended = closed(kept, "suspendedAt", at);
    expect(suspended).toEqual({
      ...{ ...person, suspendedAt: at, isActive: false },
      ...{ sessionsEpoch: 1, keptSession: undefined },
    });
    expect(closed(suspended ?? kept, "deletedAt", at)).toMatchObject({ sessionsEpoch: 2 });
  });
});
