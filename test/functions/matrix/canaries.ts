import type { Answer } from "#platform/client.ts";
import type { Caller } from "#test/functions/matrix/caller.ts";

/** Something that is in nobody's answers but theirs who may know it. */
type Canary = {
  readonly what: string;
  readonly text: string;
  readonly knownTo: readonly Caller[];
  /** Whether some answer has shown it, or need not. */
  wasSeen: boolean;
};

/** Texts that were planted in the things of the world, and who was shown them. */
export function canaries() {
  const planted: Canary[] = [];

  return {
    /** Says who may know a text that is in some thing. */
    plant(what: string, text: string, ...knownTo: readonly Caller[]): void {
      planted.push({ what, text, knownTo, wasSeen: false });
    },

    /** The same of a thing that is made for one request, which may well be refused. */
    plantFresh(what: string, text: string, ...knownTo: readonly Caller[]): void {
      planted.push({ what, text, knownTo, wasSeen: true });
    },

    /** What an answer tells somebody who may not know it. What they said themselves is no news to them. */
    leaksIn(answer: Pick<Answer, "text" | "headers">, asked: string, to: Caller): string[] {
      const told = `${answer.text}\n${[...answer.headers].join("\n")}`;
      const found = planted.filter(({ text }) => told.includes(text) && !asked.includes(text));
      for (const canary of found) if (canary.knownTo.includes(to)) canary.wasSeen = true;
      return found.filter(({ knownTo }) => !knownTo.includes(to)).map(({ what }) => what);
    },

    /** What no answer has shown to anybody: to look for it proves nothing. */
    unseen: () => planted.filter(({ wasSeen }) => !wasSeen).map(({ what }) => what),
  };
}

export type Canaries = ReturnType<typeof canaries>;
