import type { Plugin } from "esbuild";

/**
 * ElectroDB checks each entity's model against a JSON schema whenever it is made, which is at every cold start. Models
 * are constants, which every test that touches an entity checks unbundled: a Lambda need not load 29 KB to do it again.
 */
export const leanElectrodb: Plugin = {
  name: "lean-electrodb",
  setup(build) {
    build.onResolve({ filter: /^jsonschema$/ }, ({ importer }) =>
      /[\\/]electrodb[\\/]/.test(importer) ? { path: "jsonschema", namespace: "lean-electrodb" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "lean-electrodb" }, () => ({ contents: looksLikeModel, loader: "js" }));
  },
};

/** What is left tells a model from an entity or a service, which ElectroDB also asks the schema for. */
const looksLikeModel = `
  exports.Validator = class {
    addSchema() {}
    validate(model) {
      return { errors: "attributes" in model && "indexes" in model ? [] : [{ property: "model", message: "is none" }] };
    }
  };
  exports.Validator.prototype.customFormats = {};
`;
