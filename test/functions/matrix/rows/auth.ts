import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { freshAccount } from "#test/functions/matrix/fresh.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";
import { api } from "#test/support/api.ts";
import { tokenMailedTo } from "#test/support/inbox.ts";
import { freshEmail } from "#test/support/people.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

const password = "correct horse battery";

export const auth: RowsOf<"auth"> = {
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
  "auth/reset-password": {
    ask: async () => {
      const { email } = await freshAccount();
      isDone(await api.call(forgotPassword, { email }), 202);
      await everythingSettles();
      return { input: { token: await tokenMailedTo(email), password } };
    },
  },
  "auth/verify-email": {
    ask: async () => ({ input: { token: await tokenMailedTo((await freshAccount()).email) } }),
  },
};
