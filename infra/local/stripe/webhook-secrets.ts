import * as z from "zod";
import type { Clock } from "../seams.ts";

/** «Expire the current signing secret immediately or delay its expiration for up to 24 hours» (docs: Roll endpoint secrets). */
export const Roll = z.strictObject({
  graceSeconds: z
    .int()
    .min(0)
    .max(24 * 60 * 60)
    .default(24 * 60 * 60),
  /** Made up unless given. */
  secret: z.string().startsWith("whsec_").optional(),
});

/** The endpoint's signing secrets: the newest, and former ones until their grace is over. */
export const openSecrets = (clock: Clock, first: string, newSecret: () => string) => {
  let newest = first;
  let former: { readonly secret: string; readonly until: number }[] = [];
  return {
    /** Newest first: a webhook is signed with each. */
    all: (): readonly string[] => [
      newest,
      ...former.flatMap(({ secret, until }) => (until > clock.now() ? secret : [])),
    ],
    roll: ({ graceSeconds, secret = newSecret() }: z.output<typeof Roll>) => {
      former = [{ secret: newest, until: clock.now() + graceSeconds * 1000 }, ...former];
      newest = secret;
      return { secret };
    },
  };
};
export type Secrets = ReturnType<typeof openSecrets>;
