import { format } from 'oxfmt';
import type { Files } from '../../adding/planning.js';
import type { HandEdit } from '../hand.js';

const settings = {
  useTabs: true,
  tabWidth: 4,
  semi: false,
  singleQuote: false,
  trailingComma: 'none',
  printWidth: 80,
} as const;

/** Everything in another style, and the project's settings say so. */
export default {
  title: 'tabs, double quotes, no semicolons, no trailing commas, 80 columns',
  fitsAny: true,
  async apply(files) {
    const result = new Map<string, string>();
    for (const [path, text] of files) result.set(path, await restyled(path, text));
    return result.set('.prettierrc.json', `${JSON.stringify(settings, undefined, '\t')}\n`) as Files;
  },
} satisfies HandEdit;

async function restyled(path: string, text: string): Promise<string> {
  if (!path.endsWith('.ts')) return text;
  const { code, errors } = await format(path, text, settings);
  if (errors.length > 0) throw new Error(`${path} cannot be formatted.`);
  return code;
}
