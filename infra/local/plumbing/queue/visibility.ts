import * as z from "zod";
import { nameIn } from "../../arn.ts";
import { ofType, propertiesOf } from "../../front/resource-properties.ts";
import type { Front } from "../../front.ts";
import type { Resource } from "../../seams.ts";
import type { MappingSettings } from "../mapping-settings.ts";

const Answer = z.object({ Attributes: z.object({ VisibilityTimeout: z.coerce.number() }) });
const Worker = z.object({ Timeout: z.coerce.number().default(3) });

/**
 * AWS refuses a mapping whose queue hides a message for less time than its function may work on it. It asks the queue
 * in the function's name, so a function that may not ask is refused, too.
 */
export async function expectVisibility(
  { id, functionArn, sourceArn }: MappingSettings,
  resources: readonly Resource[],
  front: Pick<Front, "call" | "queueUrl">,
): Promise<void> {
  const body = { QueueUrl: front.queueUrl(nameIn(sourceArn)), AttributeNames: ["VisibilityTimeout"] };
  const answer = await front.call({ service: "sqs", operation: "GetQueueAttributes", body, as: functionArn });
  const { VisibilityTimeout } = Answer.parse(answer).Attributes;
  const worker = ofType(resources, "AWS::Lambda::Function").find(({ arn }) => functionArn.startsWith(arn));
  if (!worker) return;
  const { Timeout } = propertiesOf(worker, Worker);
  if (VisibilityTimeout >= Timeout) return;
  const gap = `visibility timeout: ${VisibilityTimeout} seconds is less than function timeout: ${Timeout} seconds`;
  throw new Error(`Mapping ${id}: queue ${gap}`);
}
