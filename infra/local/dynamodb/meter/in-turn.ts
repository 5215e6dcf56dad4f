/** Lets works that name the same thing happen one after the other, in the order they came. */
export function createTurns() {
  const last = new Map<string, Promise<void>>();
  return async <T>(names: readonly string[], work: () => Promise<T>): Promise<T> => {
    const before = names.map((name) => last.get(name));
    const { promise: mine, resolve: done } = Promise.withResolvers<void>();
    for (const name of names) last.set(name, mine);
    await Promise.all(before);
    try {
      return await work();
    } finally {
      done();
      for (const name of names) if (last.get(name) === mine) last.delete(name);
    }
  };
}
