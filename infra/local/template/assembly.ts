import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isObject, type JsonObject, objectAt, stringAt } from "../json.ts";

/** Account, region and partition, which make up every ARN. */
export type Place = { readonly account: string; readonly region: string; readonly partition: string };

/** A directory that `cdk synth` wrote. */
export type Assembly = {
  readonly template: JsonObject;
  readonly place: Place;
  /** Where the file or directory lies that would have been uploaded under this key. */
  assetAt(objectKey: string): string | undefined;
  readonly directory: string;
};

const nowhere: Place = { account: "000000000000", region: "eu-central-1", partition: "aws" };

/** Opens the stack of this name, in the assembly itself or in that of one of its stages. */
export function openAssembly(directory: string, stack: string): Assembly {
  const found = findStack(directory, stack);
  if (!found) throw new Error(`No stack ${stack} in ${directory}`);
  const assets = readAssets(found.directory);
  return {
    directory: found.directory,
    template: readJson(join(found.directory, found.templateFile)),
    place: placeOf(found.environment),
    assetAt: (objectKey) => assets.get(objectKey),
  };
}

export function readJson(file: string): JsonObject {
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isObject(value)) throw new Error(`${file} holds no JSON object`);
  return value;
}

type Found = { directory: string; templateFile: string; environment: string };

function findStack(directory: string, stack: string): Found | undefined {
  if (!existsSync(join(directory, "manifest.json"))) throw new Error(`${directory} holds no manifest.json`);
  const artifacts = objectAt(readJson(join(directory, "manifest.json")), "artifacts");
  for (const [id, artifact] of Object.entries(artifacts)) {
    if (!isObject(artifact)) continue;
    const properties = objectAt(artifact, "properties");
    if (artifact.type === "aws:cloudformation:stack" && (id === stack || properties.stackName === stack)) {
      const templateFile = stringAt(properties, "templateFile") ?? `${id}.template.json`;
      return { directory, templateFile, environment: stringAt(artifact, "environment") ?? "" };
    }
    if (artifact.type === "cdk:cloud-assembly") {
      const found = findStack(join(directory, stringAt(properties, "directoryName") ?? id), stack);
      if (found) return found;
    }
  }
  return undefined;
}

function readAssets(directory: string): Map<string, string> {
  const assets = new Map<string, string>();
  for (const name of readdirSync(directory).filter((file) => file.endsWith(".assets.json"))) {
    for (const file of Object.values(objectAt(readJson(join(directory, name)), "files"))) {
      if (!isObject(file)) continue;
      const path = stringAt(objectAt(file, "source"), "path");
      for (const destination of Object.values(objectAt(file, "destinations"))) {
        const key = isObject(destination) ? stringAt(destination, "objectKey") : undefined;
        if (key && path) assets.set(key, resolve(directory, path));
      }
    }
  }
  return assets;
}

/** `aws://account/region`; what is unknown at synthesis time becomes the local place. */
function placeOf(environment: string): Place {
  const [, account, region] = /^aws:\/\/(\d{12}|[^/]*)\/(.*)$/.exec(environment) ?? [];
  return {
    ...nowhere,
    account: account && /^\d{12}$/.test(account) ? account : nowhere.account,
    region: region && region !== "unknown-region" ? region : nowhere.region,
  };
}
