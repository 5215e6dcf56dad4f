import { expect, it } from "vitest";
import { StreamRecord } from "#infra/local/plumbing/stream/records.ts";

it("gives a stream record's empty maps the type that DynamoDB Local leaves out", () => {
  const image = { none: {}, list: { L: [{}, { S: "" }] }, map: { M: { inner: {}, no: { BOOL: false } } } };
  const dynamodb = { SequenceNumber: "1", ApproximateCreationDateTime: 0, NewImage: image };
  const record = StreamRecord.parse({ eventID: "1", eventName: "INSERT", dynamodb });
  expect(record.dynamodb).toEqual({
    ...dynamodb,
    NewImage: {
      none: { M: {} },
      list: { L: [{ M: {} }, { S: "" }] },
      map: { M: { inner: { M: {} }, no: { BOOL: false } } },
    },
  });
});
