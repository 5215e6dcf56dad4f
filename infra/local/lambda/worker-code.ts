import { fileURLToPath } from "node:url";
import { build } from "esbuild";

let code: Promise<string> | undefined;

/** `worker.ts` as one piece of plain JavaScript: a thread that has to strip types itself starts twice as slowly. */
export function workerCode(): Promise<string> {
  code ??= bundle();
  return code;
}

async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL("./worker.ts", import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
