import { Erasure } from "#domain/erasure.ts";
import { fact } from "#platform/fact.ts";

/** A person is gone; what they had is to be removed. Told again while that takes more than one run. */
export const userErased = fact("user.erased.v1", "erasure", Erasure.pick({ userId: true }));
