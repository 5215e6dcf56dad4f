import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { xmlFault } from "../front/answers.ts";
import type { AwsAnswer } from "../front/call.ts";

const hash = (name: string) => (body: Buffer) => createHash(name).update(body).digest("base64");

/** By the names of S3's checksum headers ("Checking object integrity"). */
const algorithms: Readonly<Record<string, (body: Buffer) => string>> = {
  crc32: (body) => base64(BigInt(crc32(body)), 32),
  crc32c: (body) => base64(crc(body, 0x82f63b78n, 32), 32),
  crc64nvme: (body) => base64(crc(body, 0x9a6c9329ac4bc9b5n, 64), 64),
  sha1: hash("sha1"),
  sha256: hash("sha256"),
};

/** What S3 says if the body is not the one these headers tell of. */
export function digestRefusal(headers: Readonly<Record<string, unknown>>, body: Buffer): AwsAnswer | undefined {
  const md5 = headers["content-md5"];
  if (md5 !== undefined) {
    if (Buffer.from(String(md5), "base64").length !== 16)
      return xmlFault("InvalidDigest", "The Content-MD5 you specified was invalid.", 400);
    if (md5 !== hash("md5")(body))
      return xmlFault("BadDigest", "The Content-MD5 you specified did not match what we received.", 400);
  }
  const told = Object.entries(algorithms).filter(([name]) => headers[`x-amz-checksum-${name}`] !== undefined);
  if (told.length > 1) {
    const message = "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.";
    return xmlFault("InvalidRequest", message, 400);
  }
  for (const [name, algorithm] of told) {
    const right = algorithm(body);
    const given = String(headers[`x-amz-checksum-${name}`]);
    if (given.length !== right.length)
      return xmlFault("InvalidRequest", `Value for x-amz-checksum-${name} header is invalid.`, 400);
    const message = `The ${name.toUpperCase()} you specified did not match the calculated checksum.`;
    if (given !== right) return xmlFault("BadDigest", message, 400);
  }
  return undefined;
}

/** A reflected CRC, bit by bit as it is defined: slow, and rarely asked for, as the SDK's own choice is crc32. */
function crc(body: Buffer, polynomial: bigint, width: number): bigint {
  const ones = (1n << BigInt(width)) - 1n;
  const table = Array.from({ length: 256 }, (_, byte) => {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) value = (value >> 1n) ^ (value & 1n ? polynomial : 0n);
    return value;
  });
  let value = ones;
  for (const byte of body) value = (value >> 8n) ^ (table[Number(value & 0xffn) ^ byte] ?? 0n);
  return value ^ ones;
}

function base64(value: bigint, width: number): string {
  return Buffer.from(value.toString(16).padStart(width / 4, "0"), "hex").toString("base64");
}
