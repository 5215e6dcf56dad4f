import { type Row, raw, type Storage } from "./opened-storage.ts";

/** Who has signed nothing. */
export function strangers(s3: Storage): Row[] {
  const ask = (path: string, method = "GET") => {
    const body = method === "PUT" ? "x" : undefined;
    return () => raw(s3.url(path), { method, ...(body && { body }) });
  };
  return [
    ["a get", ask("media/there.txt"), 403, "AccessDenied"],
    ["a get of nothing", ask("media/nothing"), 403, "AccessDenied"],
    ["a head", ask("media/there.txt", "HEAD"), 403],
    ["a put", ask("media/x", "PUT"), 403, "AccessDenied"],
    ["a delete", ask("media/there.txt", "DELETE"), 403, "AccessDenied"],
    ["a list", ask("media/?list-type=2"), 403, "AccessDenied"],
    ["a bucket that does not exist", ask("nowhere/x"), 404, "NoSuchBucket"],
    ["a get the bucket's policy allows", ask("public/there.txt"), 200],
    ["a put where it allows only that", ask("public/x", "PUT"), 403, "AccessDenied"],
    ["a get it allows, public access being restricted", ask("restricted/there.txt"), 403, "AccessDenied"],
    ["a get with an overridden type", ask("public/there.txt?response-content-type=a/b"), 400, "InvalidRequest"],
  ];
}

export const shop = { origin: "https://shop.example", "access-control-request-method": "PUT" };

/** What browsers ask before they send another site's request. */
export function preflights(s3: Storage): Row[] {
  const ask = (headers: Record<string, string>, bucket = "media") => {
    return () => raw(s3.url(`${bucket}/x`), { method: "OPTIONS", headers });
  };
  const headers = (names: string) => ask({ ...shop, "access-control-request-headers": names });
  return [
    ["an allowed origin", ask(shop), 200],
    ["an allowed origin by pattern", ask({ ...shop, origin: "https://pr-1.preview.example" }), 200],
    ["allowed headers", headers("content-type, X-Amz-Meta-A"), 200],
    ["another origin", ask({ ...shop, origin: "https://evil.example" }), 403, "AccessForbidden"],
    ["another method", ask({ ...shop, "access-control-request-method": "DELETE" }), 403, "AccessForbidden"],
    ["another header", headers("authorization"), 403, "AccessForbidden"],
    ["a bucket without CORS", ask(shop, "public"), 403, "AccessForbidden"],
    ["no origin", ask({ "access-control-request-method": "PUT" }), 400, "BadRequest"],
    ["no method", ask({ origin: shop.origin }), 400, "BadRequest"],
  ];
}
