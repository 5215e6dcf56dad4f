import { canRead } from "#data/table.ts";
import { health } from "#functions/site/health.ts";
import { env } from "#platform/env.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(health, async ({ now }) => {
  await canRead();
  return { status: "ok" as const, stage: env("STAGE"), now: now.toISOString() };
});
