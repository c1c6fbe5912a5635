import type { Program } from 'oxc-parser';

/** How a file is written, found from the file itself. */
export interface Style {
  readonly indent: string;
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  readonly trailingComma: boolean;
  readonly eol: '\n' | '\r\n';
}

export function styleOf(_text: string, _program: Program): Style {
  return { indent: '  ', quote: "'", semicolons: true, trailingComma: true, eol: '\n' };
}
