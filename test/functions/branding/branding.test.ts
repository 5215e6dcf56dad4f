import { beforeAll, describe, expect, it } from "vitest";
import { activateBranding } from "#functions/branding/activate-branding.ts";
import { createBranding } from "#functions/branding/create-branding.ts";
import { deleteBranding } from "#functions/branding/delete-branding.ts";
import { getBranding } from "#functions/branding/get-branding.ts";
import { listBrandings } from "#functions/branding/list-brandings.ts";
import { restoreBranding } from "#functions/branding/restore-branding.ts";
import { updateBranding } from "#functions/branding/update-branding.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { api } from "#test/support/api.ts";
import { aCast, anAdmin } from "#test/support/operator.ts";
import { walked } from "#test/support/pages.ts";
import { freshKey, type Person } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";

const look = { primaryColor: "#1F6FEB", secondaryColor: "#ffffff" };
const css = {
  body: { "background-color": "#0d1117", "line-height": "1.5" },
  "a:hover": { "text-decoration": "underline" },
  ".event-card": { padding: "1rem 8px", "border-radius": "0.5rem" },
} as const;

let cast: Awaited<ReturnType<typeof aCast>>;
let organizerId: string;
let owner: Person;
beforeAll(async () => {
  cast = await aCast();
  ({ organizerId, owner } = cast.team);
});

const creates = (form: object = {}, { token } = owner, idempotencyKey?: string) =>
  api.send(createBranding, { organizerId, ...look, ...form }, { token, ...(idempotencyKey && { idempotencyKey }) });
const made = async (form?: object) => isDone(await creates(form), 201).brandingId;
const sees = (brandingId: string, by?: Person) =>
  api.call(getBranding, { organizerId, brandingId }, by && { token: by.token });
const activates = (brandingId: string, { token } = owner) =>
  api.call(activateBranding, { organizerId, brandingId }, { token });
const deletes = (brandingId: string, ifMatch = 1, { token } = owner) =>
  api.call(deleteBranding, { organizerId, brandingId }, { token, ifMatch });
const all = async ({ token } = owner) =>
  walked((cursor) => api.call(listBrandings, { organizerId, limit: 2, ...cursor }, { token }));
const inUse = async () => (await all()).items.filter(({ isInUse }) => isInUse).map(({ brandingId }) => brandingId);

describe("branding settings", () => {
  let first: string;
  let second: string;

  it("are several, the first in use at once", async () => {
    const body = isDone(
      await creates({ customCss: css, fontFamily: "Georgia", logoUrl: "https://cdn.example.com/l.png" }),
      201,
    );
    first = body.brandingId;
    expect(body).toMatchObject({
      ...{ organizerId, primaryColor: "#1f6feb", secondaryColor: "#ffffff", fontFamily: "Georgia", customCss: css },
      ...{ logoUrl: "https://cdn.example.com/l.png", isActive: true, isInUse: true, version: 1 },
    });
    second = await made();
    expect(isDone(await sees(second, cast.manager))).toMatchObject({
      ...{ fontFamily: "system-ui", customCss: {}, isInUse: false },
    });
    for (let more = 0; more < 3; more++) await made();
    const { items, pages } = await all();
    expect([items.length, pages >= 3]).toEqual([5, true]);
    expect(await inUse()).toEqual([first]);
    expect(isDone(await api.call(getOrganizer, { organizerId })).activeBrandingId).toBe(first);
  });

  it("are made once under one key", async () => {
    const key = freshKey();
    const [one, again] = [await creates({}, owner, key), await creates({}, owner, key)];
    expect(isDone(again, 201)).toEqual(isDone(one, 201));
    isRefused(await creates({ primaryColor: "#000000" }, owner, key), "key_reused");
    isDone(await deletes(isDone(one).brandingId), 204);
  });

  it("in use are seen by everybody, others by the team", async () => {
    const seen = isDone(await sees(first));
    for (const person of [cast.stranger, cast.doorStaff]) expect(isDone(await sees(first, person))).toEqual(seen);
    for (const person of [undefined, cast.stranger, cast.doorStaff, cast.others.owner])
      isRefused(await sees(second, person), "not_found");
    isDone(await sees(second, owner));
    for (const person of [cast.stranger, cast.doorStaff, cast.others.owner]) {
      isRefused(await api.call(listBrandings, { organizerId }, { token: person.token }), "not_permitted");
      isRefused(await creates({}, person), "not_permitted");
      isRefused(await activates(second, person), "not_permitted");
      isRefused(await deletes(second, 1, person), "not_permitted");
    }
    const elsewhere = { organizerId: cast.others.organizerId, brandingId: first };
    isRefused(await api.call(getBranding, elsewhere, { token: cast.others.owner.token }), "not_found");
  });

  it("are put to use in place of one another, whoever does it at once: one is in use", async () => {
    expect(isDone(await activates(second, cast.manager), 200)).toMatchObject({ brandingId: second, isInUse: true });
    expect(await inUse()).toEqual([second]);
    isDone(await activates(second));
    const others = (await all()).items.map(({ brandingId }) => brandingId);
    const answers = await Promise.all(others.map((brandingId) => activates(brandingId)));
    for (const answer of answers) isDone(answer, 200);
    expect(await inUse()).toHaveLength(1);
    isDone(await activates(first));
    expect(await inUse()).toEqual([first]);
  });

  it("are changed, one version after another", async () => {
    const update = (edits: object, ifMatch: number | undefined, { token } = owner) =>
      api.send(updateBranding, { organizerId, brandingId: first, ...edits }, { token, ...(ifMatch && { ifMatch }) });
    const answer = await update({ logoUrl: null, customCss: {}, primaryColor: "#ABCDEF" }, 1, cast.manager);
    const next = isDone(answer, 200);
    expect(next).toMatchObject({ primaryColor: "#abcdef", customCss: {}, fontFamily: "Georgia", version: 2 });
    expect(next).not.toHaveProperty("logoUrl");
    expect(answer.headers.get("etag")).toBe('"2"');
    isRefused(await update({ primaryColor: "#000000" }, 1), "stale_version");
    isRefused(await update({ primaryColor: "#000000" }, undefined), "if_match_required");
    isRefused(await update({ primaryColor: "#000000" }, 2, cast.stranger), "not_permitted");
    const racing = await Promise.all(["#000001", "#000002"].map((primaryColor) => update({ primaryColor }, 2)));
    expect(racing.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  it("not in use are deleted, and restored by super_admins", async () => {
    isRefused(await deletes(first, 3), "in_use");
    isRefused(await deletes(second, 9), "stale_version");
    isDone(await deletes(second), 204);
    isRefused(await sees(second, owner), "not_found");
    isRefused(await activates(second), "not_found");
    isRefused(await deletes(second, 2), "not_found");
    expect((await all()).items.map(({ brandingId }) => brandingId)).not.toContain(second);
    const superAdmin = await anAdmin("super_admin");
    const restores = ({ token }: Person) => api.call(restoreBranding, { organizerId, brandingId: second }, { token });
    isRefused(await restores(owner), "not_permitted");
    const restored = isDone(await restores(superAdmin), 200);
    expect(restored).toMatchObject({ isActive: true, isInUse: false, version: 3 });
    expect(isDone(await restores(superAdmin))).toEqual(restored);
    isDone(await sees(second, owner));
  });

  it.each([
    ["primaryColor", "red"],
    ["primaryColor", "#12345"],
    ["secondaryColor", undefined],
    ["fontFamily", "Comic Sans MS"],
    ["fontFamily", "serif; color: red"],
    ["logoUrl", "http://cdn.example.com/l.png"],
    ["logoUrl", "javascript:alert(1)"],
    ["isActive", false],
    ["customCss", "body { color: red }"],
    ["customCss", { script: { color: "#000000" } }],
    ["customCss", { body: { position: "fixed" } }],
    ["customCss", { body: { "background-image": "url(https://evil.example)" } }],
    ["customCss", { body: { color: "expression(alert(1))" } }],
    ["customCss", { body: { padding: "1px; background: url(x)" } }],
    ["customCss", { body: { margin: "9999px" } }],
    ["customCss", { "body *": { color: "#000000" } }],
    ["customCss", { body: [] }],
  ])("refuse %s = %j", async (field, value) => {
    const answer = await creates({ [field]: value });
    isRefused(answer, "invalid_input");
    expect(answer.problem?.errors?.every(({ path }) => path.startsWith(field))).toBe(true);
  });
});
