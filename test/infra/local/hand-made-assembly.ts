import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

type Template = Record<string, unknown>;

const folder = mkdtempSync(join(tmpdir(), "local-cloud-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A directory as `cdk synth` would write it, put together by hand. */
export type HandMade = {
  readonly directory: string;
  /** The function's `Code` property for this source of an `index.mjs`. */
  code(source: string): { S3Bucket: string; S3Key: string };
  /** A nested stack's `TemplateURL`. */
  nested(name: string, template: Template): unknown;
  /** Writes the manifest and the stack `shop`. */
  finish(template: Template): string;
};

export function handMadeAssembly(): HandMade {
  const directory = mkdtempSync(join(folder, "assembly-"));
  const files: Record<string, unknown> = {};
  const write = (name: string, content: unknown) => writeFileSync(join(directory, name), JSON.stringify(content));

  function asset(key: string, path: string): void {
    files[key] = {
      source: { path, packaging: "zip" },
      destinations: { here: { bucketName: "assets", objectKey: key } },
    };
  }

  return {
    directory,
    code(source) {
      const hash = createHash("sha256").update(source).digest("hex");
      mkdirSync(join(directory, `asset.${hash}`), { recursive: true });
      writeFileSync(join(directory, `asset.${hash}`, "index.mjs"), source);
      asset(`${hash}.zip`, `asset.${hash}`);
      return { S3Bucket: "assets", S3Key: `${hash}.zip` };
    },
    nested(name, template) {
      write(`${name}.nested.template.json`, template);
      asset(`${name}.json`, `${name}.nested.template.json`);
      const bucket = { "Fn::Sub": `assets-\${AWS::AccountId}` };
      return {
        "Fn::Join": [
          "",
          ["https://s3.", { Ref: "AWS::Region" }, ".", { Ref: "AWS::URLSuffix" }, "/", bucket, `/${name}.json`],
        ],
      };
    },
    finish(template) {
      write("shop.template.json", template);
      write("shop.assets.json", { files });
      const stack = {
        type: "aws:cloudformation:stack",
        environment: "aws://unknown-account/unknown-region",
        properties: { templateFile: "shop.template.json" },
      };
      write("manifest.json", { artifacts: { shop: stack } });
      return directory;
    },
  };
}
