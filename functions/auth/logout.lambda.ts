import { endSession } from "#data/end-session.ts";
import { logout } from "#functions/auth/logout.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(logout, ({ caller, change }) => endSession(caller.userId, caller.familyId, change()));
