import { createHash } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, type PutCommandInput, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { auditKey as auditKeys } from "#data/audit-key.ts";
import { credential as credentials } from "#data/credential.ts";
import { event as events, indexed } from "#data/event.ts";
import { membership as memberships } from "#data/membership.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { stock as stocks } from "#data/stock.ts";
import { ticketType as ticketTypes } from "#data/ticket-type.ts";
import { user as users } from "#data/user.ts";
import { checkEvent, checkInWindow, stockShardsFor } from "#domain/event.ts";
import { derivedId } from "#domain/ids.ts";
import { openingStock } from "#domain/stock.ts";
import { checkTicketType, lowestPrice, type TicketType } from "#domain/ticket-type.ts";
import { days, hours, shifted } from "#domain/time.ts";
import { created } from "#domain/trail.ts";
import type { Cloud } from "#infra/local/cloud.ts";
import { operatorKey } from "#infra/local/front/install-key.ts";
import type { ChaosScenario } from "#test/chaos/scenario.ts";

export type Cast = {
  readonly eventId: string;
  readonly ticketTypeId: string;
  readonly buyers: readonly string[];
  readonly scanner: string;
  readonly client: DynamoDBDocumentClient;
  readonly TableName: string;
};

type Params = { params<P>(): P };

/** Writes an event on sale with its team, and verified buyers, as an operator would: how they came is another story. */
export async function castOf({ seed, places, price, buyers }: ChaosScenario, cloud: Cloud): Promise<Cast> {
  const now = new Date(cloud.clock.now());
  const named = (...parts: [string, ...string[]]) => derivedId("demo", `chaos ${seed}`, ...parts);
  const trail = created({ now, by: "chaos" });
  const { endpoint } = cloud;
  const given = { endpoint, region: "eu-central-1", credentials: operatorKey };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(given), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const TableName = String(cloud.outputs.TableName);

  const organizerId = named("organizer");
  const owner = named("owner");
  const scanner = named("scanner");
  const buyerIds = buyers.map((_, number) => named("buyer", String(number)));
  const eventId = named("event");
  const type: TicketType = {
    ...{ ticketTypeId: named("type"), eventId, name: "General admission", price, quantityAvailable: places },
    ...{ minPerOrder: 1, maxPerOrder: 10, isHidden: false, isTransferable: true, isActive: true },
  };
  const ticketType = checkTicketType(type, "EUR");
  const startDate = shifted(now, hours(6));
  const endDate = shifted(startDate, hours(3));
  const event = checkEvent({
    ...{ eventId, organizerId, title: "Night of Lanterns", description: "Music.", location: "Cairo, Egypt" },
    ...{ timezone: "Africa/Cairo", currency: "EUR", startDate, endDate, status: "published", maxCapacity: places },
    ...{ ...checkInWindow(startDate, endDate), categoryIds: [], isFeatured: false, isActive: true },
    ...{ stockShards: stockShardsFor(places), price: lowestPrice([ticketType]) },
  });
  const person = (userId: string) => {
    const email = `${userId}@example.com`;
    const names = { firstName: "Nour", lastName: "Haddad", role: "attendee", locale: "en", isActive: true } as const;
    const user = { userId, email, ...names, emailVerifiedAt: shifted(now, -days(1)), ...trail };
    const key = createHash("sha256").update(userId).digest("base64");
    return [
      users.create(user),
      credentials.create({ email, userId, passwordHash: "unused", ...trail }),
      auditKeys.create({ userId, key, ...trail }),
    ];
  };
  const member = (userId: string, role: "owner" | "check_in") =>
    memberships.create({ userId, organizerId, role, card: { userId, organizerId, role }, ...trail });
  const profile = { organizationName: "Lantern Hall", contactEmail: `${owner}@example.com` };
  const rows: Params[] = [
    ...[owner, scanner, ...buyerIds].flatMap(person),
    organizers.create({
      organizerId,
      userId: owner,
      ...profile,
      isVerified: true,
      isActive: true,
      publishedEvents: 1,
      ...trail,
    }),
    member(owner, "owner"),
    member(scanner, "check_in"),
    events.create({ ...indexed({ ...event, publishedAt: trail.createdAt }), ...trail }),
    ticketTypes.create({ ...ticketType, ...trail }),
    ...openingStock(event, [ticketType]).map((stock) => stocks.create({ ...stock, ...trail })),
  ];
  const TransactItems = rows.map((row) => ({ Put: { TableName, Item: row.params<PutCommandInput>().Item } }));
  await client.send(new TransactWriteCommand({ TransactItems }));
  return { eventId, ticketTypeId: type.ticketTypeId, buyers: buyerIds, scanner, client, TableName };
}
