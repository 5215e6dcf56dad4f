import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository, wherever a command is started. */
export const root = fileURLToPath(new URL("..", import.meta.url));

export const inRoot = (...path: string[]) => join(root, ...path);
