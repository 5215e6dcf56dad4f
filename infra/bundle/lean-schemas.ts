import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

/**
 * The AWS SDK's schemas without those of operations nobody calls. They name properties by constants, `{ [_h]: … }`, which
 * keeps esbuild from seeing that nothing happens when a schema is made, and so from dropping it, and with it all it
 * refers to. With the names themselves in place of the constants it sees that.
 */
export const leanSchemas: Plugin = {
  name: "lean-schemas",
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, ({ path }) => ({
      contents: withNames(readFileSync(path, "utf8")),
    }));
  },
};

function withNames(schemas: string): string {
  const names = new Map([...schemas.matchAll(/^const (\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]));
  return schemas.replaceAll(/\[(\w+)\]: /g, (key, name) => (names.has(name) ? `${names.get(name)}: ` : key));
}
