import type { TestProject } from "vitest/node";

type Permission = { readonly who: string; readonly action: string; readonly resource: string };
type Report = { readonly denied: readonly Permission[]; readonly unused: readonly Permission[] };

/** What is granted and never used here: functions' logs go elsewhere, and AWS knows no narrower right to find a stream. */
const excepted = /^(logs:.*|dynamodb:ListStreams)$/;

/**
 * Prints what IAM refused during the run, and what the template grants that no call needed: least privilege, seen from
 * both sides, in all the stacks the tests were spread over. Throws unless both lists are empty; of the second, only a run
 * of all files can tell.
 */
export async function checkPermissions(project: TestProject, apis: readonly string[]): Promise<void> {
  const reports = await Promise.all(
    apis.map(async (api) => (await (await fetch(new URL("/_local/iam", api))).json()) as Report),
  );
  const denied = reports.flatMap((report) => report.denied);
  const [first, ...others] = reports.map(({ unused }) => new Map(unused.map((one) => [nameOf(one), one])));
  const nowhere = [...(first ?? [])].filter(([name]) => others.every((unused) => unused.has(name)));
  const unused = nowhere.map(([, one]) => one).filter(({ action }) => !excepted.test(action));
  const whole = await isWhole(project);
  console.log(
    [
      "",
      ...listed("calls denied by IAM", denied),
      ...listed("permissions never used, logs:* and dynamodb:ListStreams apart", whole ? unused : undefined),
    ].join("\n"),
  );
  if (denied.length + (whole ? unused.length : 0) > 0)
    throw new Error("A function was denied what it needs, or is granted what nothing needs: see the lists above");
}

const nameOf = ({ who, action, resource }: Permission) => `${who} ${action} ${resource}`;

function listed(what: string, permissions: readonly Permission[] | undefined): string[] {
  if (!permissions) return [`  ${what}: known after a run of all files`];
  const lines = permissions.map(({ who, action, resource }) => `    ${who}  ${action}  ${resource}`);
  return [`  ${what}: ${lines.length === 0 ? "none" : lines.length}`, ...lines];
}

async function isWhole(project: TestProject): Promise<boolean> {
  const { testFiles } = await project.globTestFiles();
  const { state, config } = project.vitest;
  const run = new Set(
    state
      .getTestModules()
      .filter((module) => module.project === project)
      .map(({ moduleId }) => moduleId),
  );
  return config.testNamePattern === undefined && testFiles.every((file) => run.has(file));
}
