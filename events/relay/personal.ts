import { treatmentOf } from "#domain/personal.ts";
import { erased, type Place, type Sealed, seal } from "#domain/sealed.ts";

type Image = Readonly<Record<string, unknown>>;

/** What sealing needs: the keys there are, by person, and a source of random bytes. */
export type Sealing = {
  readonly keys: ReadonlyMap<string, Uint8Array>;
  readonly random: (bytes: number) => Uint8Array;
};

/** Whose key an image of this entity needs. */
export const personalIn =
  (entity: string) =>
  (image: Image): string[] => {
    const treatment = treatmentOf(entity);
    if ("secret" in treatment || treatment.personal.length === 0) return [];
    const person = image[treatment.of ?? ""];
    return typeof person === "string" ? [person] : [];
  };

/**
 * Seals what is personal in a change's images. What the change left as it was is sealed once and the same twice, so that
 * the log tells what changed, though not what it was.
 */
export function withSealed({ entity, pk, sk }: Omit<Place, "field"> & { readonly entity: string }, sealing: Sealing) {
  const known = new Map<string, Sealed | typeof erased>();
  const sealedFor = (person: string | undefined, value: unknown, field: string) => {
    const key = person === undefined ? undefined : sealing.keys.get(person);
    if (person === undefined || !key) return erased;
    const name = JSON.stringify([person, field, value]);
    const found = known.get(name) ?? { of: person, sealed: seal(value, key, sealing.random(12), { pk, sk, field }) };
    known.set(name, found);
    return found;
  };
  const treatment = treatmentOf(entity);
  return (image: Image): Image => {
    if ("secret" in treatment) return image;
    const [person] = personalIn(entity)(image);
    return treatment.personal.reduce(
      (sealed, field) => replaced(sealed, field.split("."), (value) => sealedFor(person, value, field)),
      image,
    );
  };
}

/** The image with the value at this path, if there is one, replaced. */
function replaced(image: Image, [name = "", ...rest]: readonly string[], by: (value: unknown) => unknown): Image {
  const value = image[name];
  if (value === undefined) return image;
  if (rest.length === 0) return { ...image, [name]: by(value) };
  // What should have parts and has none is not what its entity writes: all of it is sealed.
  const hasParts = typeof value === "object" && value !== null && !Array.isArray(value);
  return { ...image, [name]: hasParts ? replaced(value as Image, rest, by) : by(value) };
}
