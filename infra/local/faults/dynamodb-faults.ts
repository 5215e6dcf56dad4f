import { emptyPage } from "../dynamodb/empty-page.ts";
import { canceledWithOwnReasons } from "../dynamodb/mixed-reasons.ts";
import { batchSize, carryOutWithout, isBatch } from "../dynamodb/partial-batch.ts";
import { actionsIn, canceled, conflict, conflicting, reasonsAt } from "../dynamodb/refusals.ts";
import type { TableSchemas } from "../dynamodb/table-schema.ts";
import type { Gate } from "../front/call.ts";
import { shuffled } from "../random.ts";
import { occurrenceOf } from "./fault-gate.ts";
import type { Faults } from "./faults.ts";

const writesOne = new Set(["PutItem", "UpdateItem", "DeleteItem"]);

/** What can befall a call of DynamoDB besides what can befall any. */
export function dynamoDbFaults(faults: Faults, schemas: TableSchemas): Gate {
  return async (call, next) => {
    if (call.service !== "dynamodb") return next(call);
    const occurrence = occurrenceOf(call);

    const actions = actionsIn(call);
    if (actions !== undefined || writesOne.has(call.operation)) {
      const fault = faults.take("transaction-conflict", occurrence);
      if (!fault) return next(call);
      if (actions === undefined) return conflicting();
      const position = Math.floor(faults.random() * actions);
      return fault.mixed && call.operation === "TransactWriteItems"
        ? canceledWithOwnReasons(call, position, schemas, next)
        : canceled(reasonsAt(new Set([position]), actions, conflict));
    }

    if (isBatch(call) && faults.take("unprocessed", occurrence)) {
      const size = batchSize(call);
      // AWS processes one at least, unless one is all there is.
      const count = 1 + Math.floor(faults.random() * Math.max(1, size - 1));
      const positions = shuffled([...Array(size).keys()], faults.random).slice(0, count);
      return carryOutWithout(new Set(positions), call, next);
    }

    if (/^(Query|Scan)$/.test(call.operation) && faults.expects("empty-page")) {
      const page = await emptyPage(call, schemas, next);
      if (page && faults.take("empty-page", occurrence)) return page;
    }
    return next(call);
  };
}
