import { coldStart } from "./cold-start.ts";
import { cost } from "./cost.ts";
import type { Group } from "./group.ts";
import { passwords } from "./password.ts";
import { throughput } from "./throughput.ts";
import { warmPath } from "./warm-path.ts";

/** Every group, in the order of the performance paper. */
export const groups: readonly Group[] = [cost, coldStart, warmPath, throughput, passwords];
