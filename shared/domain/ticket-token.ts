import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import * as z from "zod";
import { id } from "#domain/ids.ts";

/**
 * The token in a ticket's QR code: `BLT1.<payload>.<signature>`, base64url; what stands before the last dot is signed with
 * the event's Ed25519 key, so a door can check it offline. It carries what check-in needs to find and move the ticket without a read.
 */
export const TicketPass = z.object({
  ticketId: id,
  eventId: id,
  shard: z.int().min(0).max(255),
  purchasedAt: z.iso.datetime(),
});
export type TicketPass = z.infer<typeof TicketPass>;

const prefix = "BLT1";

/** 16 + 16 bytes of ids, one of shard, six of milliseconds: short, so that the QR code stays coarse and easy to scan. */
function pack(pass: TicketPass): Buffer {
  const bytes = Buffer.alloc(39);
  bytes.write(pass.ticketId.replaceAll("-", ""), 0, "hex");
  bytes.write(pass.eventId.replaceAll("-", ""), 16, "hex");
  bytes.writeUInt8(pass.shard, 32);
  bytes.writeUIntBE(Date.parse(pass.purchasedAt), 33, 6);
  return bytes;
}

function unpack(bytes: Buffer): TicketPass {
  const uuid = (from: number) =>
    bytes.toString("hex", from, from + 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return {
    ticketId: uuid(0),
    eventId: uuid(16),
    shard: bytes.readUInt8(32),
    purchasedAt: new Date(bytes.readUIntBE(33, 6)).toISOString(),
  };
}

export function signTicketPass(pass: TicketPass, key: KeyObject): string {
  const signed = `${prefix}.${pack(pass).toString("base64url")}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString("base64url")}`;
}

/**
 * What a scanned text says, if it is well formed; nothing otherwise. Its event names the key to verify it with:
 * believe nothing of it before `isSigned` said so.
 */
export function readTicketPass(text: string): { pass: TicketPass; isSigned: (key: KeyObject) => boolean } | undefined {
  const [, signed, payload, mark] = /^(BLT1\.([A-Za-z0-9_-]{52}))\.([A-Za-z0-9_-]{86})$/.exec(text) ?? [];
  if (!signed || !payload || !mark) return undefined;
  const signature = Buffer.from(mark, "base64url");
  // The last character of 64 bytes carries spare bits: only its canonical form counts, or one ticket had many texts.
  if (signature.toString("base64url") !== mark) return undefined;
  const pass = TicketPass.safeParse(unpack(Buffer.from(payload, "base64url")));
  if (!pass.success) return undefined;
  return { pass: pass.data, isSigned: (key) => verify(null, Buffer.from(signed), key, signature) };
}

/** An Ed25519 private key out of a 32-byte seed (RFC 8410's PKCS#8 around it). */
export function ed25519FromSeed(seed: Uint8Array): { privateKey: KeyObject; publicKey: KeyObject } {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
