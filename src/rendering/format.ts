import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../core/errors.js';
import { type FormatOptions, ourStyle } from './house-style.js';
import { withPrettierUnions } from './prettier-unions.js';

/** A formatter for new files. Only TypeScript is formatted; other templates are kept as they should look. */
export function formatter(
  options: FormatOptions,
): (path: string, text: string, verbatim?: boolean) => Promise<string> {
  const isHouseStyle = isDeepStrictEqual(options, ourStyle);
  return async (path, text, verbatim = false) => {
    if (!/\.[cm]?ts$/.test(path) || (verbatim && isHouseStyle)) return text;
    // Once more, as a project that checks its files does: what was broken the first time may be broken otherwise the second.
    const formatted = await formatOnce(path, await formatOnce(path, text, options), options);
    return withPrettierUnions(formatted, options);
  };
}

async function formatOnce(path: string, text: string, options: FormatOptions): Promise<string> {
  const { format } = await import('oxfmt');
  const { code, errors } = await format(path, text, { ...options });
  const error = errors.find(({ severity }) => severity === 'Error');
  if (error !== undefined) throw unparsable(path, text, error);
  return code;
}

function unparsable(
  path: string,
  text: string,
  error: { message: string; labels: readonly { start: number }[] },
): UserError {
  const line = text.slice(0, error.labels[0]?.start ?? 0).split('\n').length;
  return new UserError(
    `The template of ${path} gave text that is not TypeScript: ${error.message} (line ${line}).`,
    'Nothing was written. This is a defect of Plinth or of a template in .plinth/templates: please report it.',
  );
}
