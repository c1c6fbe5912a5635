import type { FormatOptions } from './format.js';

/** How generated code looks where the project says nothing. */
export const ourStyle: FormatOptions = {
  printWidth: 100,
  tabWidth: 2,
  useTabs: false,
  semi: true,
  singleQuote: true,
  quoteProps: 'as-needed',
  trailingComma: 'all',
  bracketSpacing: true,
  arrowParens: 'always',
  objectWrap: 'preserve',
  endOfLine: 'lf',
};
