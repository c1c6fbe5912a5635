import { z } from 'zod';
import { integer, oneOf, originList, urlOf } from './variables.js';

const variables = z.object({
  NODE_ENV: oneOf('development', 'test', 'production').default('development'),
  PORT: integer(0, 65_535).default(3000),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
  DATABASE_URL: urlOf('postgres:', 'postgresql:').optional(),
  DATABASE_POOL_MAX: integer(1, 1_000).default(10),
  CORS_ORIGINS: originList().default([]),
  RATE_LIMIT_MAX: integer(1, 1_000_000_000).default(300),
  TRUST_PROXY: integer(0, 10).default(0),
});

/** A check over several variables. */
type Rule = (config: z.output<typeof variables>, context: z.RefinementCtx) => void;

const rules: readonly Rule[] = [
  // All of them are asked.
  requireDatabase,
];

// Also when a variable is wrong by itself: whoever mends one wants to hear of all.
const schema = variables.superRefine(
  (config, context) => {
    for (const rule of rules) rule(config, context);
  },
  { when: () => true },
);

export type Config = Readonly<z.output<typeof schema>>;

/** Names every variable that is wrong and why, and never what it holds: boot logs are read by many. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the whole environment once. A variable that is set to nothing counts as not set. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  const result = schema.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  const flaws = result.error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`);
  throw new ConfigError(`The environment is not usable:\n${flaws.join('\n')}`);
}

function requireDatabase(
  config: { readonly NODE_ENV: string; readonly DATABASE_URL?: string | undefined },
  context: z.RefinementCtx,
): void {
  if (config.NODE_ENV !== 'production' || config.DATABASE_URL !== undefined) return;
  context.addIssue({
    code: 'custom',
    path: ['DATABASE_URL'],
    message: 'is required in production',
  });
}
