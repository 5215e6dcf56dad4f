/** Ids made of chance, which differ in every text but mean the same: UUIDs, Stripe's ids, hashes and tokens. */
const id =
  /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\b(?:pi|ch|re|evt|req)_\w+|\b[0-9a-f]{24,}\b|(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{40,}/g;

/** Replaces each id by a number, the first one to appear by 1. */
export function numbering(): (text: string) => string {
  const numbers = new Map<string, number>();
  return (text) =>
    text.replace(id, (found) => {
      const number = numbers.get(found) ?? numbers.size + 1;
      numbers.set(found, number);
      return `<${number}>`;
    });
}
