import type { Address } from '../../ports/network.js';

/**
 * The address in a URL with one of some protocols; undefined where it is none. Of a password with a sign that is not escaped a part would be
 * taken for the host, and told.
 */
export function addressIn(text: string, protocols: readonly string[], port: number): Address | undefined {
  const url = text.includes('://') && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !protocols.includes(url.protocol) || url.hostname === '') return undefined;
  if (`${url.pathname}${url.search}${url.hash}`.includes('@')) return undefined;
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? port : Number(url.port) };
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ETIMEDOUT: 'it did not answer in time',
  EHOSTUNREACH: 'no way leads to that host',
  ENETUNREACH: 'no way leads to that host',
};

/** Why nobody took a connection. */
export const reasonOf = (code: string): string => reasons[code] ?? code;

export const shown = ({ host, port }: Address): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
