// Runs before `npm start` and `npm test`, with whatever Node the machine has and nothing installed: plain JavaScript.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const wantedMajor = 24;
const root = fileURLToPath(new URL("../", import.meta.url));
const stamp = `${root}node_modules/.installed-from`;

const hash = createHash("sha256")
  .update(readFileSync(`${root}package-lock.json`))
  .digest("hex");
const installed = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";

if (installed !== hash) {
  console.error("Installing the packages of package-lock.json …");
  const npm = process.env.npm_execpath;
  const flags = ["ci", "--include=dev", "--include=optional", "--loglevel=error", "--no-fund", "--no-audit"];
  const [command, args] = npm ? [process.execPath, [npm, ...flags]] : ["npm", flags];
  // Standard output belongs to what is started: `npm start -- --json` prints one line there.
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (error) stop(`npm could not be run: ${error.message}`);
  if (status !== 0) stop("npm ci failed; what it said is above.");
  writeFileSync(stamp, hash);
}

// An npm script's PATH begins with node_modules/.bin: the next script runs on that Node if there is one.
const own = `${root}node_modules/.bin/node`;
const version = existsSync(own) ? spawnSync(own, ["--version"], { encoding: "utf8" }).stdout : process.version;
const major = Number(/^v(\d+)\./.exec(version ?? "")?.[1]);
if (!(major >= wantedMajor)) {
  stop(
    `Bilten needs Node ${wantedMajor} or newer, and ${version ? `this is ${version.trim()}` : `${own} does not run`}. ` +
      `The npm package "node" brings one along unless optional packages or install scripts are turned off; ` +
      `otherwise install it from https://nodejs.org and run this again.`,
  );
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
