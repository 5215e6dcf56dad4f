import { jsonAnswer } from "./answers.ts";
import { type AwsAnswer, type AwsCall, type Backend, jsonBody, withBody } from "./call.ts";

const longestDelay = 900;

/** Whether the message received under a handle has been in its queue for longer than the queue keeps any. */
export type IsExpired = (queueUrl: string, receiptHandle: string) => boolean;

/** Rules of SQS that fauxqs does not keep, put before it. */
export function keepingQueueRules(queues: Backend, isExpired: IsExpired): Backend {
  const fauxqs: Backend = async (call) => withRightName(await queues(call));
  return async (call) => {
    if (call.operation === "SendMessage" && tooLong(jsonBody(call)))
      return sqsFault("InvalidParameterValue", delayProblem(jsonBody(call)));
    if (call.operation === "SendMessageBatch") return sendBatch(call, fauxqs);
    if (call.operation === "ReceiveMessage") return receive(call, fauxqs, isExpired);
    if (call.operation === "ChangeMessageVisibility") return fauxqs(visibleAtOnce(call));
    return fauxqs(call);
  };
}

/** fauxqs puts the old protocol's prefix before every error's name; SQS, only before those its model gives one. */
function withRightName(answer: AwsAnswer): AwsAnswer {
  const header = answer.headers["x-amzn-query-error"];
  const plain = /^AWS\.SimpleQueueService\.((?:InvalidParameterValue|MissingParameter|InvalidMessageContents);.*)$/;
  const [, name] = plain.exec(String(header)) ?? [];
  return name ? { ...answer, headers: { ...answer.headers, "x-amzn-query-error": name } } : answer;
}

function tooLong(message: Record<string, unknown>): boolean {
  const delay = Number(message.DelaySeconds ?? 0);
  return !Number.isInteger(delay) || delay < 0 || delay > longestDelay;
}

function delayProblem(message: Record<string, unknown>): string {
  const reason = `DelaySeconds must be >= 0 and <= ${longestDelay}.`;
  return `Value ${message.DelaySeconds} for parameter DelaySeconds is invalid. Reason: ${reason}`;
}

/** An error as SQS shapes it: with its name in the old protocol, too, which the SDK reads. */
export function sqsFault(code: string, message: string): AwsAnswer {
  const answer = jsonAnswer({ __type: `com.amazonaws.sqs#${code}`, message }, 400);
  return { ...answer, headers: { ...answer.headers, "x-amzn-query-error": `${code};Sender` } };
}

/** fauxqs keeps messages for ever: what is past its queue's retention period is deleted instead of given out. */
async function receive(call: AwsCall, fauxqs: Backend, isExpired: IsExpired): Promise<AwsAnswer> {
  const answer = await fauxqs(call);
  const QueueUrl = String(jsonBody(call).QueueUrl);
  const { Messages = [], ...rest }: { Messages?: { ReceiptHandle: string }[] } = JSON.parse(answer.body.toString());
  const expired = Messages.filter(({ ReceiptHandle }) => isExpired(QueueUrl, ReceiptHandle));
  if (expired.length === 0) return answer;
  const Entries = expired.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
  const headers = { ...call.headers, "x-amz-target": "AmazonSQS.DeleteMessageBatch" };
  await fauxqs(withBody({ ...call, operation: "DeleteMessageBatch", headers }, { QueueUrl, Entries }));
  const left = Messages.filter((message) => !expired.includes(message));
  return left.length === 0 ? receive(call, fauxqs, isExpired) : jsonAnswer({ ...rest, Messages: left });
}

type Entry = Record<string, unknown>;

/** A batch fails entry by entry: what is delayed too long is reported, the rest is sent. */
async function sendBatch(call: AwsCall, fauxqs: Backend): Promise<AwsAnswer> {
  const body = jsonBody(call);
  const entries: Entry[] = Array.isArray(body.Entries) ? body.Entries : [];
  const bad = entries.filter(tooLong);
  if (bad.length === 0) return fauxqs(call);
  const Failed = bad.map((entry) => failure(entry.Id, delayProblem(entry)));
  const good = entries.filter((entry) => !bad.includes(entry));
  if (good.length === 0) return jsonAnswer({ Successful: [], Failed });
  const answer = await fauxqs(withBody(call, { ...body, Entries: good }));
  if (answer.status !== 200) return answer;
  const sent: { Successful?: unknown[]; Failed?: unknown[] } = JSON.parse(answer.body.toString("utf8"));
  return jsonAnswer({ Successful: sent.Successful ?? [], Failed: [...(sent.Failed ?? []), ...Failed] });
}

function failure(id: unknown, message: string) {
  return { Id: id, SenderFault: true, Code: "InvalidParameterValue", Message: message };
}

/** fauxqs loses a message made visible after 0 seconds when it keeps its data on disk; after a millisecond, it does not. */
function visibleAtOnce(call: AwsCall): AwsCall {
  const body = jsonBody(call);
  return body.VisibilityTimeout === 0 ? withBody(call, { ...body, VisibilityTimeout: 0.001 }) : call;
}
