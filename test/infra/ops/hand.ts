import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { auditKey } from "#data/audit-key.ts";
import { availability } from "#data/availability.ts";
import { branding } from "#data/branding.ts";
import { category } from "#data/category.ts";
import { credential } from "#data/credential.ts";
import { erasure } from "#data/erasure.ts";
import { event } from "#data/event.ts";
import { eventAnalytics, eventAnalyticsMonth } from "#data/event-analytics.ts";
import { eventCategory } from "#data/event-category.ts";
import { featuredEvent as featured } from "#data/featured-event.ts";
import { idempotency } from "#data/idempotency.ts";
import { invitation } from "#data/invitation.ts";
import { media } from "#data/media.ts";
import { membership } from "#data/membership.ts";
import { notification } from "#data/notification.ts";
import { order } from "#data/order.ts";
import { organizer } from "#data/organizer.ts";
import { payment } from "#data/payment.ts";
import { personLimit as limit } from "#data/person-limit.ts";
import { progress } from "#data/progress.ts";
import { scan } from "#data/scan.ts";
import { session } from "#data/session.ts";
import { stock } from "#data/stock.ts";
import { readable } from "#data/stored-form.ts";
import { throttle } from "#data/throttle.ts";
import { ticket } from "#data/ticket.ts";
import { ticketType } from "#data/ticket-type.ts";
import { user } from "#data/user.ts";
import { userAnalytics } from "#data/user-analytics.ts";
import { walk } from "#data/walk.ts";
import { type Kind, keyOf, type Raw, type Stored } from "#infra/ops/check-table/stored.ts";

type Ids<K extends Kind> = Partial<Stored<K>>;
type Damage<K extends Kind> = { [A in keyof Stored<K>]?: unknown };
type Entity = { put(item: never): { params(): unknown } };

const entities = {
  ...{ availability, credential, erasure, event, membership, notification, order, organizer, payment },
  ...{ auditKey, category, eventCategory, featured },
  ...{ scan, session, stock, throttle, ticket, ticketType, user },
  ...{ branding, invitation, media },
  ...{ idempotency, limit, walk },
  ...{ progress },
  ...{ eventAnalytics, eventAnalyticsMonth, userAnalytics },
} satisfies { readonly [K in Kind]: Entity };

export const TableName = "bilten";

/** A hand that changes what it likes, and puts everything back. */
export function aHand() {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const before: { Key: Pick<Raw, "pk" | "sk">; Item: Raw | undefined }[] = [];

  async function read({ pk, sk }: Pick<Raw, "pk" | "sk">): Promise<Raw | undefined> {
    const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }));
    return Item as Raw | undefined;
  }
  async function write(Item: Raw): Promise<void> {
    const Key = { pk: Item.pk, sk: Item.sk };
    before.push({ Key, Item: await read(Key) });
    await client.send(new PutCommand({ TableName, Item }));
  }
  async function raw<K extends Kind>(kind: K, ids: Ids<K>): Promise<Raw> {
    const found = await read(keyOf(kind, ids));
    if (!found) throw new Error(`There is no ${kind} ${JSON.stringify(ids)}`);
    return found;
  }

  return {
    client,
    /** Stores an item as its entity stores it. */
    async puts<K extends Kind>(kind: K, item: object): Promise<void> {
      const entity: Entity = entities[kind];
      const { Item } = entity.put(item as never).params() as { Item: Raw };
      await write(Item);
    },
    /** Changes attributes of an item, its index keys with them, as its entity would. */
    async makes<K extends Kind>(
      kind: K,
      ids: Ids<K>,
      differs: Damage<K> | ((item: Stored<K>) => Damage<K>),
    ): Promise<void> {
      const item = readable(await raw(kind, ids)) as Stored<K>;
      await this.puts(kind, { ...item, ...(typeof differs === "function" ? differs(item) : differs) });
    },
    /** Changes an item's bare attributes and keys, by the names they are stored under. */
    async scratches<K extends Kind>(kind: K, ids: Ids<K>, differs: object): Promise<void> {
      await write({ ...(await raw(kind, ids)), ...differs });
    },
    async removes<K extends Kind>(kind: K, ids: Ids<K>): Promise<void> {
      const Item = await raw(kind, ids);
      const Key = { pk: Item.pk, sk: Item.sk };
      before.push({ Key, Item });
      await client.send(new DeleteCommand({ TableName, Key }));
    },
    writes: write,
    async putsBack(): Promise<void> {
      for (const { Key, Item } of before.splice(0).reverse()) {
        if (Item) await client.send(new PutCommand({ TableName, Item }));
        else await client.send(new DeleteCommand({ TableName, Key }));
      }
    },
  };
}
export type Hand = ReturnType<typeof aHand>;
