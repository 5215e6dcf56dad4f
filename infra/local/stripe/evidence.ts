import { nulls } from "./nulls.ts";
import { object, optional, type Parameters, type Reader, text } from "./parameters.ts";
import { missingResource } from "./stripe-error.ts";

const words = optional(text(20_000));
/** Nobody can upload a file here: a name of one is the name of none. */
const file: Reader<string> = (value, param) => {
  throw missingResource("file upload", text()(value, param), param);
};
const upload = optional(file);

/** What a merchant can say to a dispute, as far as it is spoken: texts, and files there are none of. */
export const evidenceShape = {
  ...{ access_activity_log: words, billing_address: words, cancellation_policy_disclosure: words },
  ...{ cancellation_rebuttal: words, customer_email_address: words, customer_name: words },
  ...{ customer_purchase_ip: words, duplicate_charge_explanation: words, duplicate_charge_id: words },
  ...{ product_description: words, refund_policy_disclosure: words, refund_refusal_explanation: words },
  ...{ service_date: words, shipping_address: words, shipping_carrier: words, shipping_date: words },
  ...{ shipping_tracking_number: words, uncategorized_text: words },
  ...{ cancellation_policy: upload, customer_communication: upload, customer_signature: upload, receipt: upload },
  ...{ duplicate_charge_documentation: upload, refund_policy: upload, service_documentation: upload },
  ...{ shipping_documentation: upload, uncategorized_file: upload },
};
export const evidence = object(evidenceShape);
export type Evidence = Parameters<typeof evidenceShape>;

/** No evidence yet. */
export const EVIDENCE = {
  ...nulls("access_activity_log billing_address cancellation_policy cancellation_policy_disclosure"),
  ...nulls("cancellation_rebuttal customer_communication customer_email_address customer_name customer_purchase_ip"),
  ...nulls("customer_signature duplicate_charge_documentation duplicate_charge_explanation duplicate_charge_id"),
  ...nulls("product_description receipt refund_policy refund_policy_disclosure refund_refusal_explanation"),
  ...nulls("service_date service_documentation shipping_address shipping_carrier shipping_date"),
  ...nulls("shipping_documentation shipping_tracking_number uncategorized_file uncategorized_text"),
  enhanced_evidence: {},
};
