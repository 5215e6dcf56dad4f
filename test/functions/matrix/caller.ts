/**
 * Who asks. Team A runs the things of the world (`world.ts`); `doorStaff` may do nothing but check in for it. The others
 * belong to another organizer, hold tickets, have nothing to do with any of it, or work for Bilten.
 */
export const callers = [
  "anonymous",
  "stranger",
  "otherOwner",
  "otherManager",
  "buyer",
  "doorStaff",
  "manager",
  "owner",
  "admin",
  "superAdmin",
] as const;
export type Caller = (typeof callers)[number];

/** Everybody who has an account. */
export const people = callers.filter((caller) => caller !== "anonymous");
export type Named = (typeof people)[number];

/** Who runs team A's events. */
export const managing = ["manager", "owner"] as const satisfies readonly Named[];
/** Who works for it. */
export const team = ["doorStaff", ...managing] as const satisfies readonly Named[];
