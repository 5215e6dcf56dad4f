import type { Plugin } from "esbuild";
import { root } from "../root.ts";

/**
 * ElectroDB without what a Lambda need not read at its start.
 *
 * It is CommonJS and asks for the AWS SDK by `require`, which makes esbuild keep all of the SDK; it uses ten commands.
 * So it is given an object that an ES module fills with those, and esbuild drops the rest.
 *
 * And it checks each entity's model against a JSON schema whenever it is made, which is at every cold start. Models are
 * constants, which every test that touches an entity checks unbundled. Its Service, a way to query several entities
 * at once, is used nowhere.
 */
export const leanElectrodb: Plugin = {
  name: "lean-electrodb",
  setup(build) {
    build.onResolve({ filter: /^electrodb$/ }, ({ namespace }) =>
      namespace === "lean" ? undefined : { path: "electrodb", namespace: "lean" },
    );
    build.onResolve({ filter: /^(@aws-sdk\/(lib|util)-dynamodb|jsonschema)$/ }, ({ path, kind, importer }) => {
      if (kind !== "require-call" || !/[\\/]electrodb[\\/]/.test(importer)) return undefined;
      return { path: path === "jsonschema" ? "jsonschema" : "sdk", namespace: "lean" };
    });
    build.onResolve({ filter: /^\.\/src\/service$/ }, ({ importer }) =>
      /[\\/]electrodb[\\/]index\.js$/.test(importer) ? { path: "service", namespace: "lean" } : undefined,
    );
    build.onResolve({ filter: /^lean:sdk$/ }, () => ({ path: "sdk", namespace: "lean" }));
    build.onLoad({ filter: /.*/, namespace: "lean" }, ({ path }) => ({ contents: modules[path], resolveDir: root }));
  },
};

const modules: Readonly<Record<string, string>> = {
  electrodb: `
    import sdk from "lean:sdk";
    import {
      BatchGetCommand, BatchWriteCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand, ScanCommand,
      TransactGetCommand, TransactWriteCommand, UpdateCommand,
    } from "@aws-sdk/lib-dynamodb";
    import { unmarshall } from "@aws-sdk/util-dynamodb";
    Object.assign(sdk, {
      BatchGetCommand, BatchWriteCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand, ScanCommand,
      TransactGetCommand, TransactWriteCommand, UpdateCommand, unmarshall,
    });
    export * from "electrodb";
  `,
  sdk: "module.exports = {};",
  service: `
    exports.Service = class {
      constructor() { throw new Error("infra/bundle/lean-electrodb.ts leaves ElectroDB's Service out of the bundles"); }
    };
  `,
  // What is left of it tells a model from an entity or a service, which ElectroDB also asks the schema for.
  jsonschema: `
    exports.Validator = class {
      addSchema() {}
      validate(model) {
        return { errors: "attributes" in model && "indexes" in model ? [] : [{ property: "model", message: "is none" }] };
      }
    };
    exports.Validator.prototype.customFormats = {};
  `,
};
