type Words<S extends string> = S extends `${infer First} ${infer Rest}` ? First | Words<Rest> : S;

/** The fields of Stripe's objects that nothing here ever fills, by their names. */
export const nulls = <S extends string>(names: S): { [K in Words<S>]: null } =>
  Object.fromEntries(names.split(" ").map((name) => [name, null])) as { [K in Words<S>]: null };
