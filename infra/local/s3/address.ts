import { decodedUri } from "../uri.ts";

/** Bucket and key of a path in S3's path style: the endpoint is an IP address, which has no subdomains. */
export function addressOf(path: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = "", ...key] = (path.split("?")[0] ?? "").split("/");
  const encoded = key.join("/");
  return { bucket, key: decodedUri(encoded) ?? encoded };
}

export function objectPath(bucket: string, key: string): string {
  return `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
}
