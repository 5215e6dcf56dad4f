import { PutCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { category as categories, indexedCategory } from "#data/category.ts";
import { categoryIdOf, firstCategories, newCategory } from "#domain/category.ts";
import { created } from "#domain/trail.ts";
import { createCategory } from "#functions/categories/create-category.ts";
import { deleteCategory } from "#functions/categories/delete-category.ts";
import { getCategory } from "#functions/categories/get-category.ts";
import { listCategories } from "#functions/categories/list-categories.ts";
import { restoreCategory } from "#functions/categories/restore-category.ts";
import { updateCategory } from "#functions/categories/update-category.ts";
import { setEventCategories } from "#functions/events/set-event-categories.ts";
import { api } from "#test/support/api.ts";
import { anAdmin, stored, table } from "#test/support/operator.ts";
import { anOrganizer, aVerifiedUser, freshKey, type Person } from "#test/support/people.ts";
import { aDraftEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { now } from "#test/support/when.ts";

const nowhere = "019a0000-0000-7000-8000-000000000001";

describe("categories", () => {
  let admin: Person;
  let superAdmin: Person;
  let stranger: Person;
  const freshName = () => `Kind ${freshKey()}`;
  const aCategory = async () => isDone(await api.call(createCategory, { name: freshName() }, admin), 201);

  beforeAll(async () => {
    [admin, superAdmin, stranger] = await Promise.all([anAdmin(), anAdmin("super_admin"), aVerifiedUser()]);
  });

  it("are the first ones from the start, for everybody, by name, page by page", async () => {
    const first = await api.call(listCategories, { limit: 3 });
    expect(first.headers.get("cache-control")).toBe("public, max-age=0, s-maxage=60");
    const names: string[] = [];
    for (let page = isDone(first); ; ) {
      names.push(...page.items.map(({ name }) => name));
      if (page.nextCursor === null) break;
      page = isDone(await api.call(listCategories, { limit: 3, cursor: page.nextCursor }));
    }
    expect(names).toEqual(expect.arrayContaining(firstCategories.map(({ name }) => name)));
    const sorted = names.map((name) => name.toLowerCase());
    expect(sorted).toEqual(sorted.toSorted());
  });

  it("are written by admins, and by nobody else", async () => {
    const { categoryId, version } = await aCategory();
    const { token } = stranger;
    const ifMatch = version;
    isRefused(await api.call(createCategory, { name: freshName() }, { token }), "not_permitted");
    isRefused(await api.call(updateCategory, { categoryId, icon: "x" }, { token, ifMatch }), "not_permitted");
    isRefused(await api.call(deleteCategory, { categoryId }, { token, ifMatch }), "not_permitted");
    isRefused(await api.call(restoreCategory, { categoryId }, { token: admin.token }), "not_permitted");
    isRefused(await api.call(createCategory, { name: freshName() }), "unauthenticated");
  });

  it("say what an admin has them say; their names stay", async () => {
    const { categoryId, name, version } = await aCategory();
    const edit = { categoryId, description: "Of all kinds.", icon: "🎪" };
    const edited = isDone(await api.call(updateCategory, edit, { token: admin.token, ifMatch: version }));
    expect(edited).toMatchObject({ ...edit, name, version: version + 1, uses: 0 });
    isRefused(await api.call(updateCategory, edit, { token: admin.token, ifMatch: version }), "stale_version");
    const bare = { categoryId, description: null, icon: null };
    isDone(await api.call(updateCategory, bare, { token: admin.token, ifMatch: version + 1 }));
    const seen = isDone(await api.call(getCategory, { categoryId }));
    expect(seen).toMatchObject({ categoryId, name });
    for (const hidden of ["description", "icon", "uses", "isActive"]) expect(seen).not.toHaveProperty(hidden);
    isRefused(
      await api.send(updateCategory, { categoryId, name: "Other" }, { token: admin.token, ifMatch: 3 }),
      "invalid_input",
      "name",
    );
  });

  it.each([
    ["name", { name: "x" }],
    ["name", { name: "n".repeat(61) }],
    ["name", { name: "two\nlines" }],
    ["name", {}],
    ["description", { name: "Fine", description: "d".repeat(501) }],
    ["icon", { name: "Fine", icon: "" }],
    ["uses", { name: "Fine", uses: 7 }],
  ])("are refused for %s in %j", async (path, form) => {
    isRefused(await api.send(createCategory, form, { token: admin.token }), "invalid_input", path);
  });

  it("go when they are deleted and come back when they are restored", async () => {
    const { categoryId, name, version } = await aCategory();
    const as = { token: admin.token };
    isRefused(await api.call(deleteCategory, { categoryId }, { ...as, ifMatch: version + 1 }), "stale_version");
    isDone(await api.call(deleteCategory, { categoryId }, { ...as, ifMatch: version }), 204);
    isRefused(await api.call(getCategory, { categoryId }), "not_found");
    isRefused(await api.call(getCategory, { categoryId }, { token: stranger.token }), "not_found");
    const gone = isDone(await api.call(getCategory, { categoryId }, as));
    expect(gone).toMatchObject({ isActive: false, version: version + 1 });
    isRefused(await api.call(updateCategory, { categoryId, icon: "x" }, { ...as, ifMatch: 2 }), "not_found");
    isRefused(await api.call(deleteCategory, { categoryId }, { ...as, ifMatch: 2 }), "not_found");
    const again = await api.call(createCategory, { name }, as);
    isRefused(again, "already_exists");
    expect(again.problem?.detail).toContain(categoryId);
    const draft = await aDraftEvent({ types: [] });
    const mapping = { eventId: draft.eventId, categoryIds: [categoryId] };
    const mine = { token: draft.owner.token, ifMatch: draft.event.version };
    isRefused(await api.call(setEventCategories, mapping, mine), "invalid_input", "categoryIds[0]");
    const restored = isDone(await api.call(restoreCategory, { categoryId }, { token: superAdmin.token }));
    expect(restored).toMatchObject({ name, isActive: true, version: version + 2 });
    expect(isDone(await api.call(restoreCategory, { categoryId }, { token: superAdmin.token }))).toEqual(restored);
    isRefused(await api.call(restoreCategory, { categoryId: nowhere }, { token: superAdmin.token }), "not_found");
    isDone(await api.call(getCategory, { categoryId }));
  });

  it("are there once, whoever adds them at the same time, however they write it", async () => {
    const name = freshName();
    const written = [name, name.toUpperCase(), ` ${name.toLowerCase()}  `, name.replace(" ", "   "), name, name];
    const answers = await Promise.all(written.map((name) => api.call(createCategory, { name }, admin)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
    for (const answer of answers.filter(({ problem }) => problem)) isRefused(answer, "already_exists");
    expect(answers.find(({ status }) => status === 201)?.body.categoryId).toBe(categoryIdOf(name));
  });

  it("would be there several times without the id that the name makes (the control)", async () => {
    const name = freshName();
    const { client, TableName } = await table();
    const trail = created({ now: await now(), by: admin.userId });
    const put = async () => {
      const row = { ...newCategory({ name }), categoryId: freshKey(), ...trail };
      const params = categories.create(indexedCategory(row)).params<PutCommandInput>();
      await client.send(new PutCommand({ ...params, TableName }));
      return row.categoryId;
    };
    const ids = await Promise.all([put(), put()]);
    const same = [];
    for (let cursor: string | undefined; ; ) {
      const page = isDone(await api.call(listCategories, { limit: 100, cursor }));
      same.push(...page.items.filter((item) => item.name === name));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(same).toHaveLength(2);
    for (const categoryId of ids) {
      await (await stored(categories.get({ categoryId }).params())).vanishes();
    }
  });

  it("are not deleted while an event has them, not even one that only its team sees", async () => {
    const { categoryId } = await aCategory();
    const { eventId, event, owner } = await aDraftEvent({ types: [] });
    const mapped = { eventId, categoryIds: [categoryId] };
    const as = { token: owner.token, ifMatch: event.version };
    const { version } = isDone(await api.call(setEventCategories, mapped, as));
    const used = isDone(await api.call(getCategory, { categoryId }, { token: admin.token }));
    expect(used.uses).toBe(1);
    const wish = { token: admin.token, ifMatch: used.version };
    isRefused(await api.call(deleteCategory, { categoryId }, wish), "in_use");
    isDone(await api.call(setEventCategories, { eventId, categoryIds: [] }, { ...as, ifMatch: version }));
    isRefused(await api.call(deleteCategory, { categoryId }, wish), "stale_version");
    isDone(await api.call(deleteCategory, { categoryId }, { ...wish, ifMatch: used.version + 1 }), 204);
  });

  it("are either deleted or had by an event, whoever is first", async () => {
    const { organizerId, owner } = await anOrganizer();
    for (let round = 0; round < 4; round++) {
      const { categoryId, version } = await aCategory();
      const { eventId, event } = await aDraftEvent({ team: { organizerId, owner }, types: [] });
      const mapped = { eventId, categoryIds: [categoryId] };
      const [mapping, deleting] = await Promise.all([
        api.call(setEventCategories, mapped, { token: owner.token, ifMatch: event.version }),
        api.call(deleteCategory, { categoryId }, { token: admin.token, ifMatch: version }),
      ]);
      const { isActive, uses } = isDone(await api.call(getCategory, { categoryId }, { token: admin.token }));
      expect([mapping.status === 200, deleting.status === 204]).toEqual([isActive, !isActive]);
      expect(uses).toBe(isActive ? 1 : 0);
    }
  });

  it("would be deleted and had without the version in the write (the control)", async () => {
    const { categoryId } = await aCategory();
    const { eventId, event, owner } = await aDraftEvent({ types: [] });
    const before = await stored(categories.get({ categoryId }).params());
    const as = { token: owner.token, ifMatch: event.version };
    const { version } = isDone(await api.call(setEventCategories, { eventId, categoryIds: [categoryId] }, as));
    const after = await stored(categories.get({ categoryId }).params());
    await before.becomes({ isActive: false });
    const found = isDone(await api.call(getCategory, { categoryId }, { token: admin.token }));
    expect(found).toMatchObject({ isActive: false, uses: 0 });
    // The table is left as if nothing of this had been.
    await after.becomes({});
    isDone(await api.call(setEventCategories, { eventId, categoryIds: [] }, { ...as, ifMatch: version }));
  });
});
