/**
 * Shares of a whole in proportion to weights, by largest remainder: each a multiple of `step`, within one step of its
 * exact share, and together the whole, always. Of equal remainders the first gets the odd step. Weights that are all 0
 * share alike. All are integers in minor units, none negative; the whole must be in steps. In bigint, as a product of
 * two amounts is more than a number holds exactly.
 */
export function allocate(whole: number, weights: readonly number[], step: number): number[] {
  if (whole < 0 || whole % step !== 0 || (whole > 0 && weights.length === 0)) {
    throw new RangeError(`${whole} cannot be shared among ${weights.length} in steps of ${step}`);
  }
  const isEven = weights.every((weight) => weight === 0);
  const shares = weights.map((weight) => BigInt(isEven ? 1 : weight));
  const all = shares.reduce((sum, share) => sum + share, 0n);
  const steps = BigInt(whole / step);
  const exact = shares.map((share, at) => ({ at, floor: (steps * share) / all, rest: (steps * share) % all }));
  const odd = Number(steps - exact.reduce((sum, { floor }) => sum + floor, 0n));
  const byRest = exact.toSorted((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1));
  const extra = new Set(byRest.slice(0, odd).map(({ at }) => at));
  return exact.map(({ at, floor }) => (Number(floor) + (extra.has(at) ? 1 : 0)) * step);
}
