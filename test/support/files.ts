import { media } from "#data/media.ts";
import { minutes, shifted } from "#domain/time.ts";
import { aFile, type Sent } from "#test/support/a-file.ts";
import { writes } from "#test/support/operator.ts";
import { freshKey } from "#test/support/people.ts";
import { now } from "#test/support/when.ts";

/** Files as sending them will leave them, the first sent first; answers their ids. */
export async function sent(...files: readonly Sent[]): Promise<string[]> {
  const at = await now();
  const items = files.map((file, place) => aFile(freshKey(), file, new Date(shifted(at, minutes(place)))));
  await writes(...items.map((item) => media.create(item)));
  return items.map(({ mediaId }) => mediaId);
}
