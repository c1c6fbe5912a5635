/** The settings of prettier that matter to TypeScript; oxfmt knows the same ones. */
export interface FormatOptions {
  readonly printWidth: number;
  readonly tabWidth: number;
  readonly useTabs: boolean;
  readonly semi: boolean;
  readonly singleQuote: boolean;
  readonly quoteProps: 'as-needed' | 'consistent' | 'preserve';
  readonly trailingComma: 'all' | 'es5' | 'none';
  readonly bracketSpacing: boolean;
  readonly arrowParens: 'always' | 'avoid';
  readonly objectWrap: 'preserve' | 'collapse';
  readonly endOfLine: 'lf' | 'crlf' | 'cr';
}

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
