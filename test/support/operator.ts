import { randomBytes, randomUUID } from "node:crypto";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListQueuesCommand, PurgeQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  type GetCommandInput,
  PutCommand,
  type PutCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { auditKey as auditKeys } from "#data/audit-key.ts";
import { credential as credentials } from "#data/credential.ts";
import { membership } from "#data/membership.ts";
import { stock } from "#data/stock.ts";
import { formOf, readable } from "#data/stored-form.ts";
import { user as users } from "#data/user.ts";
import type { MemberRole } from "#domain/organizer.ts";
import { Stock } from "#domain/stock.ts";
import { created } from "#domain/trail.ts";
import type { User } from "#domain/user.ts";
import { itemSize } from "#infra/local/dynamodb/item-size.ts";
import { grant } from "#infra/ops/grant/grant.ts";
import { hashPassword } from "#platform/password-hash.ts";
import { anOrganizer, aVerifiedUser, freshEmail, loggedIn, type Person } from "#test/support/people.ts";
import { stack } from "#test/support/this-stack.ts";
import { now } from "#test/support/when.ts";

/** The table of the local stack, as an operator reaches it: what no operation does yet, tests do by this hand. */
export const table = () => tableNamed("Table");
/** Where what ended long ago is kept. */
export const archiveTable = () => tableNamed("Archive");

async function tableNamed(what: string): Promise<{ client: DynamoDBDocumentClient; TableName: string }> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(await asOperator()));
  const { TableNames } = await client.send(new ListTablesCommand({}));
  const TableName = TableNames?.find((name) => name.startsWith(`bilten-local-${what}`));
  if (!TableName) throw new Error(`The stack has no ${what}`);
  return { client, TableName };
}

/** Where the stack answers AWS calls, and with what an operator signs them. */
export async function asOperator() {
  const response = await fetch(new URL("/_local", stack().api));
  const { endpoint } = (await response.json()) as { endpoint: string };
  const credentials = { accessKeyId: "operator", secretAccessKey: "operator" };
  return { endpoint, region: "eu-central-1", credentials };
}

/** One of Bilten's own people, logged in. */
export async function anAdmin(role: "admin" | "super_admin" = "admin"): Promise<Person> {
  const person = await aVerifiedUser();
  const { client, TableName } = await table();
  await grant({ client, table: TableName }, { email: person.email, role }, await now());
  return loggedIn(person);
}

/** Makes a person a member of an organizer's team. */
export async function joins<P extends Pick<Person, "userId">>(
  person: P,
  organizerId: string,
  role: MemberRole,
): Promise<P> {
  const { client, TableName } = await table();
  const card = { userId: person.userId, organizerId, role };
  const member = { ...card, card, ...created({ now: await now(), by: "operator" }) };
  const params = membership.create(member).params<PutCommandInput>();
  await client.send(new PutCommand({ ...params, TableName }));
  return person;
}

/** Writes items as their entities would, many at a time: what no operation writes yet, or not so many. */
export async function writes(...puts: readonly { params<P>(): P }[]): Promise<void> {
  const { client, TableName } = await table();
  const requests = puts.map((put) => ({ PutRequest: { Item: put.params<PutCommandInput>().Item } }));
  for (let at = 0; at < requests.length; at += 25) {
    await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests.slice(at, at + 25) } }));
  }
}

/** An event's stock items, in order: what no operation shows. */
export async function stockOf(eventId: string, shards: number): Promise<Stock[]> {
  const { client, TableName } = await table();
  const Keys = Array.from(
    { length: shards },
    (_, shard) => stock.get({ eventId, shard }).params<GetCommandInput>().Key ?? {},
  );
  const request = { RequestItems: { [TableName]: { Keys, ConsistentRead: true } } };
  const { Responses } = await client.send(new BatchGetCommand(request));
  const items = (Responses?.[TableName] ?? []).map((item) => Stock.parse(item));
  return items.toSorted((a, b) => a.shard - b.shard);
}

/** Writes a stock item as it is given, whatever was sold meanwhile: what no operation does. */
export async function putStock(item: Stock): Promise<void> {
  const { client, TableName } = await table();
  const stored = { ...item, ...created({ now: await now(), by: "operator" }) };
  await client.send(new PutCommand({ ...stock.put(stored).params<PutCommandInput>(), TableName }));
}

type Keyed = Pick<GetCommandInput, "Key">;

/** An item as the table has it, or nothing; the archive's, if that is asked. */
export async function storedItem({ Key }: Keyed, where = table): Promise<Record<string, unknown> | undefined> {
  const { client, TableName } = await where();
  return (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
}

/** Stores an item by the params of its put, whatever is there: what no operation does yet. */
export async function putItem(put: { params<P>(): P }): Promise<void> {
  const { client, TableName } = await table();
  await client.send(new PutCommand({ ...put.params<PutCommandInput>(), TableName }));
}

/** An item of the table, by the params of its Get. */
export async function stored({ Key }: Keyed) {
  const { client, TableName } = await table();
  const Item = await storedItem({ Key });
  if (!Item) throw new Error(`Nothing is stored under ${JSON.stringify(Key)}`);
  const named = (differs: object) =>
    Object.entries(differs).map(([name, value]) => [formOf(String(Item.__edb_e__), name)?.as ?? name, value]);
  return {
    item: readable(Item),
    bytes: itemSize(marshall(Item)),
    becomes: (differs: object) =>
      client.send(new PutCommand({ TableName, Item: { ...Item, ...Object.fromEntries(named(differs)) } })),
    vanishes: () => client.send(new DeleteCommand({ TableName, Key })),
  };
}

type Differs = (index: number) => Partial<Omit<User, "userId" | "email">>;

/** So many people with verified addresses, by an operator's hand: who need not log in. `differs` tells them apart. */
export async function accounts(count: number, differs: Differs = () => ({})) {
  const { client, TableName } = await table();
  const password = "correct horse battery";
  const passwordHash = await hashPassword(password);
  const at = await now();
  const trail = created({ now: at, by: "operator" });
  const names = { firstName: "Nour", lastName: "Haddad", role: "attendee", locale: "en", isActive: true } as const;
  const people = Array.from({ length: count }, () => ({ userId: randomUUID(), email: freshEmail(), password }));
  await Promise.all(
    people.map(({ userId, email }, index) => {
      const person = { ...names, emailVerifiedAt: at.toISOString(), ...differs(index), userId, email, ...trail };
      const items = [
        users.create(person).params<PutCommandInput>(),
        credentials.create({ email, userId, passwordHash, ...trail }).params<PutCommandInput>(),
        auditKeys.create({ userId, key: randomBytes(32).toString("base64"), ...trail }).params<PutCommandInput>(),
      ];
      const requests = items.map(({ Item }) => ({ PutRequest: { Item } }));
      return client.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
    }),
  );
  return people;
}

/**
 * The same, logged in. Their accounts are written by an operator's hand, as signing up hundreds of people is not what a
 * race is about; each logs in as anybody does.
 */
export async function aCrowd(count: number, differs?: Differs): Promise<Person[]> {
  return Promise.all((await accounts(count, differs)).map(loggedIn));
}

/** Loses whatever waits in the queues whose name holds this. */
export async function losesMessages(named: string): Promise<void> {
  const queues = new SQSClient({ ...(await asOperator()), useQueueUrlAsEndpoint: false });
  const { QueueUrls = [] } = await queues.send(new ListQueuesCommand({}));
  const found = QueueUrls.filter((url) => url.includes(named));
  if (found.length === 0) throw new Error(`No queue is called ${named}: ${QueueUrls}`);
  for (const QueueUrl of found) await queues.send(new PurgeQueueCommand({ QueueUrl }));
}

/** A team with its people, and those who are not of it: who may do what is asked of each. */
export async function aCast() {
  const [team, others] = await Promise.all([anOrganizer(), anOrganizer()]);
  const [stranger, doorStaff, manager] = await Promise.all([aVerifiedUser(), aVerifiedUser(), aVerifiedUser()]);
  await joins(doorStaff, team.organizerId, "check_in");
  await joins(manager, team.organizerId, "manager");
  return { team, others, stranger, doorStaff, manager };
}
