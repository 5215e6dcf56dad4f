import { describe, expect, it } from "vitest";
import { categoryIdOf, newCategory } from "#domain/category.ts";
import { eventCard } from "#domain/event-card.ts";
import { foundBy, placeOf, placeText, SearchForm, searchFor } from "#domain/search.ts";
import { anEvent } from "#test/support/things.ts";

const now = "2027-01-01T00:00:00.000Z";
const music = categoryIdOf("music");
const search = (asked: object) => searchFor(SearchForm.parse(asked), now);
const card = (differs: Parameters<typeof anEvent>[0] = {}) =>
  eventCard(anEvent({ price: 2500, latitude: 30.0444, longitude: 31.2357, categoryIds: [music], ...differs }));

describe("a search", () => {
  it.each([
    ["another organizer", { organizerId: music }, {}],
    ["another category", { categoryId: categoryIdOf("art") }, {}],
    ["what is not featured", { featured: "true" }, {}],
    ["what costs something", { admission: "free" }, {}],
    ["what is free", { admission: "paid" }, { price: 0 }],
    ["what has no price yet", { admission: "free" }, { price: undefined }],
    ["another currency", { currency: "USD" }, {}],
    ["what is cheaper", { currency: "EUR", minPrice: "2501" }, {}],
    ["what is dearer", { currency: "EUR", maxPrice: "2499" }, {}],
    ["what is too far", { near: "31.2001,29.9187", radius: "100" }, {}],
    ["what says no place", { near: "30,31" }, { latitude: undefined, longitude: undefined }],
    ["what begins later", { to: "2027-02-01T19:00:00Z" }, {}],
    ["what began", { from: "2027-02-01T19:00:01Z" }, {}],
  ])("leaves out %s", (_, asked, differs) => {
    expect(foundBy(search(asked), card(differs))).toBeUndefined();
  });

  it("finds what fits all that is asked for, and says how far it is", () => {
    const asked = { categoryId: music, featured: "true", near: "30.05,31.24", currency: "EUR", minPrice: "2500" };
    const found = foundBy(search({ ...asked, maxPrice: "2500", admission: "paid" }), card({ isFeatured: true }));
    expect(found).toMatchObject({ categoryIds: [music], isFeatured: true, distance: 748 });
    expect(foundBy(search({}), card())).not.toHaveProperty("distance");
  });

  it.each([
    ["radius", { radius: "5" }],
    ["sort", { sort: "distance" }],
    ["radius", { near: "1,1", sort: "distance", radius: "51" }],
    ["to", { near: "1,1", sort: "distance", to: "2027-02-02T00:00:00Z" }],
    ["currency", { minPrice: "1" }],
    ["maxPrice", { currency: "EUR", minPrice: "2", maxPrice: "1" }],
    ["near", { near: "91,0" }],
    ["near", { near: "0,181" }],
  ])("refuses %s in %j", (path, asked) => {
    expect(() => search(asked)).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ path })] }));
  });

  it("is found again in a place's text", () => {
    const range = { from: now, to: "2027-06-01T00:00:00.000Z" };
    expect(placeOf(placeText(range, "2027-03-01#x"))).toEqual({ range, after: "2027-03-01#x" });
  });
});

describe("a category's name", () => {
  it("makes one id, however it is written", () => {
    for (const name of ["Music", "MUSIC", " music ", "ｍｕｓｉｃ"])
      expect(newCategory({ name }).categoryId).toBe(music);
    expect(categoryIdOf("Street  Food")).toBe(categoryIdOf("street food"));
    expect(categoryIdOf("street-food")).not.toBe(categoryIdOf("street food"));
  });
});
