import { expect } from "vitest";
import { type FaultCode, faults } from "#domain/fault.ts";
import type { Answer } from "#platform/client.ts";

const told = (answer: Answer) => `${answer.operation} answered ${answer.status} ${answer.text.slice(0, 600)}`;

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
