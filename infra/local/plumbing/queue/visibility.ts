import * as z from "zod";
import { ofType, propertiesOf } from "../../front/resource-properties.ts";
import type { Resource } from "../../seams.ts";
import type { MappingSettings } from "../mapping-settings.ts";

const Queue = z.object({ VisibilityTimeout: z.coerce.number().default(30) });
const Worker = z.object({ Timeout: z.coerce.number().default(3) });

/** AWS refuses a mapping whose queue hides a message for less time than its function may work on it. */
export function expectVisibility(settings: MappingSettings, resources: readonly Resource[]): void {
  const queue = ofType(resources, "AWS::SQS::Queue").find(({ arn }) => arn === settings.sourceArn);
  const worker = ofType(resources, "AWS::Lambda::Function").find(({ arn }) => settings.functionArn.startsWith(arn));
  if (!queue || !worker) return;
  const { VisibilityTimeout } = propertiesOf(queue, Queue);
  const { Timeout } = propertiesOf(worker, Worker);
  if (VisibilityTimeout >= Timeout) return;
  const gap = `visibility timeout: ${VisibilityTimeout} seconds is less than function timeout: ${Timeout} seconds`;
  throw new Error(`Mapping ${settings.id}: queue ${gap}`);
}
