import { randomUUID } from "node:crypto";
import type { AwsAnswer } from "./call.ts";

export function jsonAnswer(body: unknown, status = 200): AwsAnswer {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** An error as the JSON protocols shape it; the SDKs make an exception named `type` of it. */
export function jsonFault(type: string, message: string, status = 400): AwsAnswer {
  const answer = jsonAnswer({ __type: type, message }, status);
  return { ...answer, headers: { ...answer.headers, "x-amzn-errortype": type } };
}

/** An error as S3 shapes it. */
export function xmlFault(code: string, message: string, status: number, details: object = {}): AwsAnswer {
  return xmlAnswer("Error", { Code: code, Message: message, ...details }, status);
}

export function xmlAnswer(root: string, texts: object, status: number, headers: object = {}): AwsAnswer {
  const elements = Object.entries(texts).map(([name, text]) => `<${name}>${escaped(String(text))}</${name}>`);
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${elements.join("")}</${root}>`;
  return { status, headers: { ...headers, "content-type": "application/xml" }, body: Buffer.from(xml) };
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

/** The error in the shape clients of that service can read. */
export function faultFor(service: string, type: string, message: string, status = 400): AwsAnswer {
  return service === "s3" ? xmlFault(type, message, status) : jsonFault(type, message, status);
}
