import { catalogue } from "#test/bench/catalogue.ts";
import { coldStart } from "#test/bench/cold-start.ts";
import { cost } from "#test/bench/cost.ts";
import type { Group } from "#test/bench/group.ts";
import { hotEvent } from "#test/bench/hot-event.ts";
import { money } from "#test/bench/money.ts";
import { passwords } from "#test/bench/password.ts";
import { throughput } from "#test/bench/throughput.ts";
import { warmPath } from "#test/bench/warm-path.ts";

/** Every group, in the order of the performance paper. */
export const groups: readonly Group[] = [cost, hotEvent, catalogue, coldStart, warmPath, throughput, passwords, money];
