import type { Proofs } from "#test/seed/proof.ts";
import { archival } from "#test/seed/proofs/archival.ts";
import { audit } from "#test/seed/proofs/audit.ts";
import { constraints } from "#test/seed/proofs/constraints.ts";
import { deletes } from "#test/seed/proofs/deletes.ts";
import { eventIndexes } from "#test/seed/proofs/event-indexes.ts";
import { patterns } from "#test/seed/proofs/patterns.ts";
import { purposes } from "#test/seed/proofs/purposes.ts";
import { relations } from "#test/seed/proofs/relations.ts";
import { relationships } from "#test/seed/proofs/relationships.ts";
import { saleIndexes } from "#test/seed/proofs/sale-indexes.ts";
import { scalability } from "#test/seed/proofs/scalability.ts";
import { softDeletes } from "#test/seed/proofs/soft-deletes.ts";
import { uniqueness } from "#test/seed/proofs/uniqueness.ts";
import { proofsOfTable } from "#test/seed/table-proofs.ts";
import { tables } from "#test/seed/tables.ts";

const ofTables = Object.entries(tables).map(([file, kept]): [string, Proofs] => [file, proofsOfTable(kept)]);

/** Every proof, by the file in `proofs/` it stands in. */
export const areas: Readonly<Record<string, Proofs>> = {
  ...Object.fromEntries(ofTables),
  relations,
  purposes,
  patterns,
  audit,
  "soft-deletes": softDeletes,
  "event-indexes": eventIndexes,
  "sale-indexes": saleIndexes,
  relationships,
  constraints,
  deletes,
  uniqueness,
  scalability,
  archival,
};

/** The proof of a line by its key. */
export const proofOf = (key: string) => Object.values(areas).find((proofs) => key in proofs)?.[key];
