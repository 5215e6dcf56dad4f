/** What differs between stages; everything else is the same everywhere, so that what is tested is what is deployed. */
export type Stage = {
  readonly name: StageName;
  /** Data outlives the stack: retained, protected from deletion. */
  readonly keepsData: boolean;
  /** Somebody is told when something fails. Alarms cost money each, so stages nobody watches have none. */
  readonly hasAlarms: boolean;
  /** Browsers may call the API from these pages. */
  readonly origins: readonly string[];
  /** Requests a second the API takes in all, and how many at once on top. */
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  readonly logDays: 7 | 30 | 90;
};

const developers = {
  keepsData: false,
  hasAlarms: false,
  origins: ["http://localhost:3000", "http://localhost:5173", "http://127.0.0.1:3000", "http://127.0.0.1:5173"],
  throttle: { rateLimit: 1000, burstLimit: 2000 },
  logDays: 7,
} as const;

const customers = {
  keepsData: true,
  hasAlarms: true,
  // What an AWS account is given at first: more is asked of AWS, then written here.
  throttle: { rateLimit: 10_000, burstLimit: 5000 },
} as const;

const stages = {
  local: { name: "local", ...developers },
  dev: { name: "dev", ...developers },
  staging: { name: "staging", ...customers, origins: ["https://staging.bilten.example"], logDays: 30 },
  prod: { name: "prod", ...customers, origins: ["https://bilten.example"], logDays: 90 },
} as const satisfies Record<string, Stage | { name: string }>;

export const stageNames = ["local", "dev", "staging", "prod"] as const;
export type StageName = (typeof stageNames)[number];

/** The stage of this name, or a sentence that says which there are. */
export function stageNamed(name: unknown): Stage {
  const found = stageNames.find((known) => known === name);
  if (found) return stages[found];
  const problem = name === undefined ? "No stage was chosen" : `There is no stage "${String(name)}"`;
  throw new Error(`${problem}. Add one of: ${stageNames.map((known) => `-c stage=${known}`).join(", ")}`);
}
