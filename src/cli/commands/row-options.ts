import { Option } from 'commander';

/** Words between commas. */
export const list = (text: string): string[] => text.split(',').map((word) => word.trim());

/** An option that may be repeated. */
export const gather = (line: string, before: readonly string[] | undefined): string[] => [
  ...(before ?? []),
  line,
];

/** Which rows everybody sees who may read the resource. */
export const visibleOption = () =>
  new Option(
    '--visible <field>',
    'the rows that everybody sees who may read: published, publishedAt, status=published',
  );

export const noInstall = () => new Option('--no-install', 'do not install dependencies');
