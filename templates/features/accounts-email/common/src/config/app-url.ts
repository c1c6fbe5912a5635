import type { z } from 'zod';

interface AppUrlConfig {
  readonly NODE_ENV: string;
  readonly APP_URL: string;
}

/** Links of mails lead there, so that nobody may be sent elsewhere by the header of a request. */
export const LOCAL_APP = 'http://localhost:5173';

export function requireAppUrl({ NODE_ENV, APP_URL }: AppUrlConfig, context: z.RefinementCtx): void {
  if (NODE_ENV !== 'production' || APP_URL !== LOCAL_APP) return;
  context.addIssue({ code: 'custom', path: ['APP_URL'], message: 'is required in production' });
}
