import { readFileSync } from 'node:fs';

export interface ApiInfo {
  readonly title: string;
  readonly version: string;
  readonly license: string;
}

/** What the document says of the API as a whole, from package.json. */
export function readInfo(): ApiInfo {
  const file = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { name, version, license } = JSON.parse(file) as Record<string, string>;
  return { title: name ?? 'API', version: version ?? '0.0.0', license: license ?? 'UNLICENSED' };
}
