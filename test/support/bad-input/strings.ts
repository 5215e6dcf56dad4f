import type { Field } from "#test/support/bad-input/fields.ts";
import { formats } from "#test/support/bad-input/formats.ts";
import { accepts, sample } from "#test/support/bad-input/sample.ts";
import { brokenTexts, naughtyTexts } from "#test/support/bad-input/texts.ts";
import { bad, odd, type Value } from "#test/support/bad-input/values.ts";

/** Texts that are only compared with what we signed: any text is one that does not fit, and none is kept. */
const compared = /^(code|token|refreshToken|cursor)$/;

/** Longer than any text of any operation. */
const most = 100_000;

/** Texts for a field that takes some, by what it takes. */
export function textsFor(field: Field): Value[] {
  const { def, schema, path, name, where } = field;
  const known = formats[def.format ?? ""];
  if (known)
    return [...bad(...known.bad), ...odd(...(known.odd ?? [])), ...odd(...naughtyTexts), ...bad(...brokenTexts)];
  const good = String(sample(schema));
  const tooLong = bad("a".repeat(most), "\u{1f600}".repeat(most / 2), good.repeat(Math.ceil(most / good.length)));
  const texts = odd(...naughtyTexts);
  const broken = brokenTexts.flatMap((text) => (compared.test(name) && text.isWellFormed() ? odd(text) : bad(text)));
  const length = longest(schema);
  if (length === undefined) return [...tooLong, ...texts, ...broken];
  // Counted as people count: a character of two UTF-16 units is one.
  const wide = longest(schema, "\u{1f600}");
  if (wide !== undefined && wide !== length && !compared.test(name))
    throw new Error(`${path} takes ${length} letters but ${wide} emoji`);
  const edges = ["a", "\u{1f600}", "\u00e9", "e\u0301"].flatMap((letter) => [
    ...odd(letter.repeat(length)),
    ...(letter === "e\u0301" ? [] : bad(letter.repeat(length + 1))),
  ]);
  // A line of text stays one, wherever it is written; more lines are for long texts.
  const lines = ["a\r\nb", "lanterns\nBcc: a@example.com", "a\u000bb"];
  const split = length > 300 || compared.test(name) ? odd(...lines) : bad(...lines);
  return [...tooLong, ...texts, ...broken, ...(where === "body" ? edges : []), ...split];
}

/** All of some texts in as few as a field has room for. */
export function packed(schema: Field["schema"], texts: readonly string[]): string[] {
  const packs: string[] = [];
  for (const text of texts) {
    const longer = `${packs.at(-1) ?? ""} ${text}`;
    if (packs.length > 0 && accepts(schema, longer)) packs.splice(-1, 1, longer);
    else packs.push(text);
  }
  return packs;
}

/** The longest run of a letter that is taken; nothing if none is. Throws if there is no end to it. */
function longest(schema: Field["schema"], letter = "a"): number | undefined {
  const takes = (length: number) => accepts(schema, letter.repeat(length));
  const start = Array.from({ length: 40 }, (_, at) => at + 1).find(takes);
  if (start === undefined) return undefined;
  if (takes(most)) throw new Error("A text of any length is taken");
  let [inside, outside] = [start, most];
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2);
    if (takes(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
