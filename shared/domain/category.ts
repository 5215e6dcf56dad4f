import * as z from "zod";
import { derivedId, id } from "#domain/ids.ts";
import { line, prose } from "#domain/text.ts";
import { shownTrail } from "#domain/trail.ts";

export const Category = z.object({
  categoryId: id,
  name: line(2, 60),
  /** The name as it is compared and listed: the id is made from it. */
  sortName: z.string(),
  description: prose(500).optional(),
  /** A symbol or the name of one, for whoever draws it. */
  icon: line(1, 40).optional(),
  /** Events that have it, whatever their status: kept in the transactions that map them. */
  uses: z.int().min(0),
  isActive: z.boolean(),
});
export type Category = z.infer<typeof Category>;

/** What admins say of a category. */
export const CategoryForm = Category.pick({ name: true, description: true, icon: true });
export type CategoryForm = z.infer<typeof CategoryForm>;

/**
 * What a PATCH of it may hold; `null` takes a field away. Its name is not among them: the id is made from it, and every
 * event that has the category carries it. A category gets another name by making the other one.
 */
export const CategoryEdits = z.object({
  description: CategoryForm.shape.description.nullable(),
  icon: CategoryForm.shape.icon.nullable(),
});

/** What a list of categories shows. */
export const CategoryCard = CategoryForm.extend({ categoryId: id });

/** A category by itself; how much it is used, and whether it was deleted, is for admins. */
export const CategoryView = CategoryCard.extend({
  uses: z.int().optional(),
  isActive: z.boolean().optional(),
  ...shownTrail,
});

/** What everybody sees of it. */
export const publicCategory = <C extends Category>({ uses: _, isActive: __, ...seen }: C) => seen;

/** A name as names are compared: width, case and white space tell no two categories apart. */
const normalized = (name: string) => name.normalize("NFKC").toLowerCase().trim().replaceAll(/\s+/g, " ");

/** The same name, however it is written, gives the same id: the primary key itself keeps names unique. */
export const categoryIdOf = (name: string) => derivedId("category", normalized(name));

export const newCategory = (form: CategoryForm): Category => ({
  ...form,
  categoryId: categoryIdOf(form.name),
  sortName: normalized(form.name),
  uses: 0,
  isActive: true,
});

/** The most categories of one event. */
export const maxCategories = 5;

/** What Bilten begins with. */
export const firstCategories: readonly CategoryForm[] = [
  { name: "technology", icon: "💻", description: "Conferences, meetups and hackathons." },
  { name: "business", icon: "💼", description: "Trade fairs, talks and networking." },
  { name: "education", icon: "🎓", description: "Courses, lectures and workshops." },
  { name: "entertainment", icon: "🎭", description: "Theatre, comedy and cinema." },
  { name: "sports", icon: "🏅", description: "Matches, races and training." },
  { name: "health", icon: "🧘", description: "Yoga, fitness and well-being." },
  { name: "food", icon: "🍽️", description: "Markets, tastings and dinners." },
  { name: "art", icon: "🎨", description: "Exhibitions, museums and crafts." },
  { name: "music", icon: "🎵", description: "Concerts, festivals and club nights." },
  { name: "other", icon: "✨", description: "What fits nowhere else." },
];
