import type { Kind, Kinds } from "../identity.ts";
import { digest } from "../names.ts";
import { arn, arnOf, id } from "./naming.ts";

/** A stream is labelled by when it is made, which no template can know: this one stands for it. */
export const streamLabel = "2000-01-01T00:00:00.000";

const table: Kind = {
  name: "TableName",
  arn: arn("dynamodb", (known) => `table/${known.name}`),
  attributes: {
    Arn: arnOf,
    StreamArn: (_known, self) => `${self.arn}/stream/${streamLabel}`,
    TableId: id(32),
  },
};

/** What keeps data. */
export const storage: Kinds = {
  "AWS::DynamoDB::Table": table,
  "AWS::DynamoDB::GlobalTable": table,

  "AWS::S3::Bucket": {
    name: "BucketName",
    arn: (known) => `arn:${known.place.partition}:s3:::${known.name}`,
    attributes: {
      Arn: arnOf,
      DomainName: (known) => `${known.name}.s3.amazonaws.com`,
      RegionalDomainName: (known) => `${known.name}.s3.${known.place.region}.amazonaws.com`,
    },
  },

  "AWS::SecretsManager::Secret": {
    name: "Name",
    // AWS adds a dash and six characters of its own to the name.
    arn: arn("secretsmanager", (known) => `secret:${known.name}-${digest(known.name, 6)}`),
    ref: arnOf,
    attributes: { Id: arnOf },
  },
};
