import { Option } from 'commander';

/** Words between commas. */
export const list = (text: string): string[] => text.split(',').map((word) => word.trim());

/** An option that may be repeated. */
export const gather = (line: string, before: readonly string[] | undefined): string[] => [
  ...(before ?? []),
  line,
];

export const noInstall = () => new Option('--no-install', 'do not install dependencies');
