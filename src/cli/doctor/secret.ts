import { ENV_FILE } from './environment.js';
import { type Finding, ok } from './finding.js';
import type { Check } from './setup.js';

const NAME = 'JWT_SECRET';
const MIN_BYTES = 32;
const placeholder =
  /change.?(?:me|this|it)|secret|example|your[-_ ]|placeholder|password|passphrase|replace|default|development|(?:^|[-_ ])tests?(?:[-_ ]|$)/i;

/** Whether somebody could guess the key that signs tokens. Its value is never told. */
export const secret: Check = ({ environment, manager }) => {
  const { known, value, isFromFile } = environment;
  const text = value(NAME);
  if (!known.includes(NAME) || text === undefined || value('JWT_PRIVATE_KEY') !== undefined) return [];
  if (value('NODE_ENV') === 'test') return [];
  const flaw = flawOf(text);
  if (flaw === undefined) return [ok(`${NAME} is long and looks random`)];
  const remedy = isFromFile(NAME)
    ? `Delete its line in ${ENV_FILE}: ${manager} run dev writes a random one. In production set one yourself: ${making}`
    : `The environment sets it, whatever ${ENV_FILE} says: unset it there, or set a random one: ${making}`;
  const place: Pick<Finding, 'path'> = isFromFile(NAME) ? { path: ENV_FILE } : {};
  const message = `${NAME} ${flaw}: the service does not start with it.`;
  return [{ code: 'weak-secret', level: 'fault', message, remedy, ...place }];
};

const making = 'openssl rand -base64 48';

function flawOf(text: string): string | undefined {
  if (text === 'generate') return 'is the word "generate" that .env.example has in its place';
  if (Buffer.byteLength(text) < MIN_BYTES) return `is shorter than ${MIN_BYTES} bytes`;
  return placeholder.test(text) || isPatterned(text) ? 'looks like a placeholder' : undefined;
}

/** One short piece again and again, or steps to the neighbour in the alphabet. */
function isPatterned(text: string): boolean {
  const codes = [...text.toLowerCase()].map((letter) => letter.codePointAt(0) ?? 0);
  const near = codes.filter((code, at) => at > 0 && Math.abs(code - (codes[at - 1] ?? 0)) <= 1);
  return near.length >= (codes.length - 1) * 0.75 || /^(.{1,11}?)\1+.{0,10}$/is.test(text);
}
