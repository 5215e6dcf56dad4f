import { v7 } from "uuid";

/** A new unguessable id; its first bits are the time, so ids made later sort later. */
export const newIdAt = (now: Date) => () => v7({ msecs: now.getTime() });
