import type { IncomingMessage, ServerResponse } from "node:http";
import { isObject, type JsonObject, parsedJson } from "../json.ts";
import type { Clock } from "../seams.ts";
import { readBody } from "./body.ts";
import type { Handle } from "./origin.ts";

export type ControlAnswer = { readonly status?: number; readonly body: unknown };
/** Answers one control request; the input is the body's JSON object, empty if there is none. */
export type Control = (input: JsonObject) => ControlAnswer | Promise<ControlAnswer>;
/** By method and path: `POST /_local/clock`. */
export type Controls = Readonly<Record<string, Control>>;

type Handlers = {
  readonly clock: Clock;
  readonly describe: () => unknown;
  /** Answers whether everything has come to rest in time. */
  readonly settle: () => Promise<boolean>;
};

/** What can be asked of the local cloud itself, on the API's own origin, where no route of an API should be. */
export function controlsFor({ clock, describe, settle }: Handlers): Controls {
  return {
    "GET /_local": () => ({ body: describe() }),
    "POST /_local/clock": ({ advanceSeconds }) => {
      if (typeof advanceSeconds !== "number" || !(advanceSeconds >= 0 && Number.isFinite(advanceSeconds))) {
        return { status: 400, body: { message: "advanceSeconds has to be a number from 0 on" } };
      }
      clock.advance(advanceSeconds * 1000);
      return { body: { now: new Date(clock.now()).toISOString() } };
    },
    "POST /_local/settle": async () => {
      const settled = await settle();
      return { status: settled ? 200 : 504, body: { settled } };
    },
  };
}

/** Puts control routes before a gateway: whatever lies under `/_local` never reaches a function. */
export function withControls(controls: Controls, gateway: Handle): Handle {
  return async (request, response) => {
    const [path = "/"] = (request.url ?? "/").split("?");
    if (path !== "/_local" && !path.startsWith("/_local/")) return gateway(request, response);
    const control = controls[`${request.method} ${path}`];
    if (!control)
      return send(response, { status: 404, body: { message: "Not Found", controls: Object.keys(controls) } });
    const input = await readInput(request);
    send(
      response,
      input ? await control(input) : { status: 400, body: { message: "The body has to be a JSON object" } },
    );
  };
}

async function readInput(request: IncomingMessage): Promise<JsonObject | undefined> {
  const body = await readBody(request);
  if (!body) return undefined;
  const input = parsedJson(body.toString() || "{}");
  return isObject(input) ? input : undefined;
}

function send(response: ServerResponse, { status = 200, body }: ControlAnswer): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
