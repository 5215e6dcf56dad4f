import { entity, primary } from "#data/entity.ts";
import { AuditKey } from "#domain/user.ts";

export const auditKey = entity("auditKey", AuditKey, {
  // What opens a person's fields in the audit log — made with the account, gone when the person is erased.
  ofUser: primary("user#{userId}", "auditKey"),
});
