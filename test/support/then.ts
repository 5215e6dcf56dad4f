import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { type FaultCode, faults } from "#domain/fault.ts";
import type { Answer } from "#platform/client.ts";
import { stack } from "#test/support/this-stack.ts";

function told(answer: Answer): string {
  const said = `${answer.operation} answered ${answer.status} ${answer.text.slice(0, 600)}`;
  return answer.status < 500 ? said : `${said}\n${loggedBy(answer)}`;
}

/** What the stack has logged last of a failure of the operation: its line, and the indented ones below it. */
function loggedBy({ operation, status }: Answer): string {
  const { log } = stack();
  const lines = log ? readFileSync(log, "utf8").split("\n") : [];
  const at = lines.findLastIndex((line) => line.startsWith(`${status} ${operation} `));
  const after = at < 0 ? [] : lines.slice(at + 1);
  return after
    .slice(
      0,
      after.findIndex((line) => !line.startsWith(" ")),
    )
    .join("\n");
}

/** It was refused for this reason and, if given, because of this field. */
export function isRefused(answer: Answer, code: FaultCode, path?: string): void {
  const { problem, status } = answer;
  expect({ code: problem?.code, status }, told(answer)).toEqual({ code, status: faults[code].status });
  const paths = problem?.errors?.map((error) => error.path) ?? [];
  if (path !== undefined) expect(paths, told(answer)).toContain(path);
}

/** It was done, with this status if given; gives the body. */
export function isDone<Body>(answer: Answer<Body>, status?: number): Body {
  expect(answer.problem, told(answer)).toBeUndefined();
  if (status !== undefined) expect(answer.status, told(answer)).toBe(status);
  return answer.body;
}
