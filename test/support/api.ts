import { Answer, type BodyOf, type CallOptions, connect, type InputOf, requestFor } from "#platform/client.ts";
import type { Definition, Operation } from "#platform/operation.ts";
import { keepsToContract } from "#test/support/contract.ts";
import { stack } from "#test/support/this-stack.ts";

/** The API of the stack under test. Every answer is held against the OpenAPI document. */
export const api = {
  /** Calls an operation as an integrator would. */
  async call<D extends Definition>(op: Operation<D>, input: InputOf<D>, options?: CallOptions) {
    const answer: Answer<BodyOf<D>> = await connect(stack().api).call(op, input, options);
    keepsToContract(answer);
    return answer;
  },

  /** Calls an operation with input that its types do not allow. */
  send<D extends Definition>(op: Operation<D>, input: Readonly<Record<string, unknown>>, options: CallOptions = {}) {
    const { url, init } = requestFor(op, input, options);
    return api.request(op, url, init);
  },

  /** Calls an operation with a request made by hand: other bodies, media types, query strings. */
  async request<D extends Definition>(op: Operation<D>, path: string, init: RequestInit): Promise<Answer<BodyOf<D>>> {
    const response = await fetch(new URL(path, stack().api), { method: op.method, ...init });
    const answer = new Answer<BodyOf<D>>(op.id, response, new Uint8Array(await response.arrayBuffer()));
    keepsToContract(answer);
    return answer;
  },
};
