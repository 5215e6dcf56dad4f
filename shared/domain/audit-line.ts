import * as z from "zod";

const image = z.record(z.string(), z.unknown());
const imageText = z
  .string()
  .transform((text) => image.parse(JSON.parse(text)))
  .optional();

/**
 * One change of one item, as the table's stream told it. Images hold an item's attributes by the domain's names, without
 * keys; personal values are sealed. In the log it is a line of JSON whose names need no quotes in SQL, and whose images
 * are texts, as what reads JSON as a table takes no object for a text.
 */
const AuditLine = z.object({
  /** In the order of an item's changes, and once per change and stream: what is there twice was delivered twice. */
  sequence: z.string(),
  /** The table it happened in. */
  stream: z.string(),
  /** When DynamoDB wrote it, to the second. */
  at: z.string(),
  /** A move to the archive is a removal in one stream and a `MOVE` in the other's. */
  change: z.enum(["INSERT", "MODIFY", "REMOVE", "MOVE"]),
  /**
   * The person, operation or reaction that did it; `ttl` if DynamoDB removed it in its time, `archive` for a move,
   * `unsigned` for a removal of which only what was written with it says who made it.
   */
  who: z.string(),
  entity: z.string(),
  pk: z.string(),
  sk: z.string(),
  before: imageText,
  after: imageText,
});
export type AuditLine = z.infer<typeof AuditLine>;

export const lineText = ({ before, after, ...line }: AuditLine): string =>
  JSON.stringify({
    ...line,
    ...(before && { before: JSON.stringify(before) }),
    ...(after && { after: JSON.stringify(after) }),
  });

/** Throws for what is no line. */
export const readLine = (text: string): AuditLine => AuditLine.parse(JSON.parse(text));

/** Stands for who removed what no write has signed off: what else was written at that moment says who. */
export const unsigned = "unsigned";

/** What stands for the key of an item that is nobody's business. */
export const hiddenKey = { pk: "[hidden]", sk: "[hidden]" };

/** The hour a moment lies in, such as `2027-03-01T19`. */
export const hourOf = (at: string) => at.slice(0, 13);

/** Where the log keeps an hour. Athena reads the same keys as partitions. */
export const hourPrefix = (hour: string) => `changes/date=${hour.slice(0, 10)}/hour=${hour.slice(11, 13)}/`;

/** Longer numbers are greater: sequence numbers have no fixed length. */
export const bySequence = (a: Pick<AuditLine, "sequence">, b: Pick<AuditLine, "sequence">) => {
  const difference = BigInt(a.sequence) - BigInt(b.sequence);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
