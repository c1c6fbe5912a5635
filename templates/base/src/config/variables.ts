import { z } from 'zod';

/** A whole number in plain decimal digits: nothing that only `Number()` would take. */
export function integer(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  const fits = (value: string): boolean =>
    /^\d{1,15}$/.test(value) && Number(value) >= min && Number(value) <= max;
  return z.string().refine(fits, message).transform(Number);
}

export function oneOf<const Values extends readonly [string, ...string[]]>(...values: Values) {
  return z.enum(values, `must be one of ${values.join(', ')}`);
}

export function urlOf(...protocols: readonly [string, ...string[]]) {
  const message = `must be a URL that starts with ${protocols.map((name) => `${name}//`).join(' or ')}`;
  return z
    .string()
    .refine(
      (value) => protocols.includes(parseUrl(value)?.protocol ?? '') && hasHost(value),
      message,
    );
}

/** Origins, comma separated. `*` is refused: who may read the answers is always spelled out. */
export function originList() {
  const message = 'must be origins such as https://app.example.com, separated by commas';
  return z
    .string()
    .transform((value) => value.split(',').map((origin) => origin.trim()))
    .refine((origins) => origins.every((origin) => parseUrl(origin)?.origin === origin), message);
}

const parseUrl = (value: string): URL | null => (URL.canParse(value) ? new URL(value) : null);

const hasHost = (value: string): boolean => value.includes('://') && parseUrl(value)?.host !== '';
