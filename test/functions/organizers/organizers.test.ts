import { beforeAll, describe, expect, it } from "vitest";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { updateOrganizer } from "#functions/organizers/update-organizer.ts";
import { getMe } from "#functions/users/get-me.ts";
import { api } from "#test/support/api.ts";
import { joins } from "#test/support/operator.ts";
import { anOrganizer, aUser, aVerifiedUser, type Person, type Team } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";

const form = { organizationName: "Lantern Hall", contactEmail: "box-office@example.com" };

describe("organizers", () => {
  let team: Team;
  let stranger: Person;
  let doorStaff: Person;
  let manager: Person;

  beforeAll(async () => {
    team = await anOrganizer({ contactPhone: "+201001234567", website: "https://lantern.example.com" });
    stranger = await aVerifiedUser();
    doorStaff = await joins(await aVerifiedUser(), team.organizerId, "check_in");
    manager = await joins(await aVerifiedUser(), team.organizerId, "manager");
  });

  it("makes an attendee an organizer, and the owner of what was made", async () => {
    const person = await aVerifiedUser();
    const organizer = isDone(await api.call(createOrganizer, form, { token: person.token }), 201);
    expect(organizer).toMatchObject({ ...form, isVerified: false, publishedEvents: 0, version: 1 });
    expect(isDone(await api.call(getMe, {}, { token: person.token })).role).toBe("organizer");
    const mine = isDone(await api.call(listMyOrganizers, {}, { token: person.token }));
    const { organizerId, organizationName } = organizer;
    expect(mine).toEqual({
      items: [{ organizerId, organizationName, isVerified: false, role: "owner" }],
      nextCursor: null,
    });
  });

  it("lets one person own several, in pages", async () => {
    const person = await aVerifiedUser();
    for (const organizationName of ["One", "Two", "Three"])
      isDone(await api.call(createOrganizer, { ...form, organizationName }, { token: person.token }), 201);
    const first = isDone(await api.call(listMyOrganizers, { limit: 2 }, { token: person.token }));
    expect(first.items).toHaveLength(2);
    const cursor = first.nextCursor ?? "";
    const second = isDone(await api.call(listMyOrganizers, { limit: 2, cursor }, { token: person.token }));
    const names = [...first.items, ...second.items].map(({ organizationName }) => organizationName);
    expect(names.toSorted()).toEqual(["One", "Three", "Two"]);
    isRefused(await api.call(listMyOrganizers, { limit: 2, cursor }, { token: stranger.token }), "invalid_cursor");
  });

  it("needs a verified address", async () => {
    const { token } = await aUser();
    isRefused(await api.call(createOrganizer, form, { token }), "email_not_verified");
    isRefused(await api.call(createOrganizer, form), "unauthenticated");
  });

  it.each([
    ["organizationName", "x"],
    ["organizationName", "a\u0000b"],
    ["organizationName", 5],
    ["organizationName", "n".repeat(201)],
    ["description", "d".repeat(5001)],
    ["website", "http://lantern.example.com"],
    ["website", "https://user:pass@lantern.example.com"],
    ["website", "javascript:alert(1)"],
    ["contactEmail", "nobody"],
    ["contactEmail", undefined],
    ["contactPhone", "12"],
    ["isVerified", true],
    ["role", "owner"],
    ["publishedEvents", 9],
    ["userId", "019a0000-0000-7000-8000-000000000001"],
  ])("refuses %s = %j", async (field, value) => {
    isRefused(
      await api.send(createOrganizer, { ...form, [field]: value }, { token: stranger.token }),
      "invalid_input",
      field,
    );
  });

  it("shows everybody the page, and the team all of it", async () => {
    const { organizerId } = team;
    const answer = await api.call(getOrganizer, { organizerId });
    const seen = isDone(answer);
    expect(seen).toMatchObject({ organizationName: "Lantern Hall", website: "https://lantern.example.com" });
    expect(seen).not.toHaveProperty("contactPhone");
    expect(seen).not.toHaveProperty("publishedEvents");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=0, s-maxage=30");
    for (const { token } of [stranger, doorStaff])
      expect(isDone(await api.call(getOrganizer, { organizerId }, { token }))).toEqual(seen);
    const own = await api.call(getOrganizer, { organizerId }, { token: manager.token });
    expect(isDone(own)).toMatchObject({ contactPhone: "+201001234567", publishedEvents: 0 });
    expect(own.headers.get("cache-control")).toBe("no-store");
    expect(own.headers.get("vary")).toContain("authorization");
  });

  it("knows no other", async () => {
    isRefused(await api.call(getOrganizer, { organizerId: "019a0000-0000-7000-8000-000000000001" }), "not_found");
    isRefused(await api.call(getOrganizer, { organizerId: "nobody" }), "not_found");
  });

  it("is changed by its managers, one version after another", async () => {
    const { organizerId } = team;
    const { token } = manager;
    const before = isDone(await api.call(getOrganizer, { organizerId }, { token }));
    const edit = { organizerId, organizationName: "Lantern Works", website: null };
    const answer = await api.call(updateOrganizer, edit, { token, ifMatch: before.version });
    const after = isDone(answer);
    expect(after).toMatchObject({ organizationName: "Lantern Works", version: before.version + 1 });
    expect(after).not.toHaveProperty("website");
    expect(answer.headers.get("etag")).toBe(`"${before.version + 1}"`);
    isRefused(await api.call(updateOrganizer, edit, { token, ifMatch: before.version }), "stale_version");
    isRefused(await api.call(updateOrganizer, edit, { token }), "if_match_required");
    const mine = isDone(await api.call(listMyOrganizers, {}, { token: team.owner.token }));
    expect(mine.items).toMatchObject([{ organizationName: "Lantern Works", role: "owner" }]);
  });

  it("is changed by nobody else", async () => {
    const edit = { organizerId: team.organizerId, organizationName: "Mine now" };
    for (const { token } of [stranger, doorStaff, (await anOrganizer()).owner])
      isRefused(await api.call(updateOrganizer, edit, { token, ifMatch: 1 }), "not_permitted");
    isRefused(await api.call(updateOrganizer, edit, { ifMatch: 1 }), "unauthenticated");
    const none = { ...edit, organizerId: "019a0000-0000-7000-8000-000000000001" };
    isRefused(await api.call(updateOrganizer, none, { token: stranger.token, ifMatch: 1 }), "not_found");
  });

  it("has one winner among changes of one version", async () => {
    const { organizerId, owner } = team;
    const { version } = isDone(await api.call(getOrganizer, { organizerId }, { token: owner.token }));
    const answers = await Promise.all(
      ["Red", "Green", "Blue"].map((organizationName) =>
        api.call(updateOrganizer, { organizerId, organizationName }, { token: owner.token, ifMatch: version }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
  });
});
