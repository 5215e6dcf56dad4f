import { randomUUID } from "node:crypto";
import type { Reading } from "#infra/local/dynamodb/meter/ledger.ts";
import type { BodyOf, CallOptions, InputOf } from "#platform/client.ts";
import type { Definition, Operation } from "#platform/operation.ts";
import type { BenchStack } from "#test/bench/stack.ts";
import { must } from "#test/demo/steps.ts";

export const password = "correct horse battery staple";

/** What the paper asks for by name, beside the operations. */
export type Scenario =
  | "order of 1 ticket, paid"
  | "order of 4 tickets, paid"
  | "order of 1 ticket, free"
  | "message of a hold that was paid"
  | "hold of 1 ticket runs out unpaid"
  | "a quarter of an hour of nothing";

/** Calls operations one by one, and keeps for each what it and all it caused has used. */
export class Walk {
  readonly stack: BenchStack;
  readonly operations = new Map<string, Reading>();
  readonly scenarios = new Map<Scenario, Reading>();

  constructor(stack: BenchStack) {
    this.stack = stack;
  }

  /** An operation that is counted the first time it is called here. */
  async count<D extends Definition>(op: Operation<D>, input: InputOf<D>, options?: CallOptions): Promise<BodyOf<D>> {
    if (this.operations.has(op.id)) return this.call(op, input, options);
    const { result, reading } = await this.stack.counted(() => this.call(op, input, options));
    this.operations.set(op.id, reading);
    return result;
  }

  /** One that is only there to get somewhere. */
  async call<D extends Definition>(op: Operation<D>, input: InputOf<D>, options: CallOptions = {}): Promise<BodyOf<D>> {
    const key = op.idempotent && { idempotencyKey: randomUUID() };
    const answer = await this.stack.call(op, input, { ...key, ...options });
    must(!answer.problem, `${op.id} answered ${answer.text}`);
    return answer.body;
  }

  async scenario<T>(name: Scenario, work: () => Promise<T>): Promise<T> {
    const { result, reading } = await this.stack.counted(work);
    this.scenarios.set(name, reading);
    return result;
  }

  /** The token in the newest mail with this subject. */
  async mailed(email: string, subject: RegExp): Promise<string> {
    const { body } = await this.stack.mailTo(email, subject);
    return /^\s*([\w-]+\.[\w-]+\.[\w-]+)\s*$/m.exec(body.text ?? "")?.[1] ?? "";
  }
}
