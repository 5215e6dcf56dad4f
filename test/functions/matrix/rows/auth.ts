import { emailChange, freshReset, freshVerification } from "#test/functions/matrix/fresh.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";
import { freshEmail } from "#test/support/people.ts";

const password = "correct horse battery";

export const auth: RowsOf<"auth"> = {
  "auth/confirm-email-change": { ask: async (world) => ({ input: { token: await emailChange(world) } }) },
  "auth/forgot-password": { ask: () => ({ input: { email: freshEmail() } }) },
  "auth/get-jwks": { ask: () => ({ input: {} }) },
  "auth/login": { ask: ({ cast }) => ({ input: { email: cast.stranger.email, password } }) },
  "auth/logout": {
    ask: async ({ another }, as) => ({
      input: {},
      ...(as !== "anonymous" && { token: (await another(as)).token }),
    }),
  },
  "auth/refresh": {
    ask: async ({ another }) => ({ input: { refreshToken: (await another("stranger")).refreshToken } }),
  },
  "auth/register": {
    ask: () => ({ input: { email: freshEmail(), firstName: "Nour", lastName: "Haddad", password } }),
  },
  "auth/reset-password": { ask: async (world) => ({ input: { token: await freshReset(world), password } }) },
  "auth/verify-email": { ask: async (world) => ({ input: { token: await freshVerification(world) } }) },
};
