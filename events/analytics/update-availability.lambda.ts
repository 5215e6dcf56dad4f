import { recordFigures } from "#data/record-figures.ts";
import { type Figures, latestFigures, StoredStock } from "#domain/availability.ts";
import { updateAvailability } from "#events/analytics/update-availability.ts";
import { imageOf } from "#events/relay/news.ts";
import { follow } from "#platform/consume.ts";

/**
 * Of a batch, only what each stock item was last counts: one write per event, however much was sold. What moves to the
 * archive is counted already, and changes no more.
 */
export const handler = follow(updateAvailability, async (records, { change }) => {
  const stocks = records.flatMap((record) => {
    const image = imageOf(record, "NewImage");
    return image && image.archivedAt === undefined ? [StoredStock.parse(image)] : [];
  });
  const events = new Map<string, Figures>();
  for (const stock of stocks) events.set(stock.eventId, latestFigures(events.get(stock.eventId), [stock]));
  await Promise.all([...events].map(([eventId, figures]) => recordFigures(eventId, figures, change())));
});
