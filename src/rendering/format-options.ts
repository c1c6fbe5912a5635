import type { Project } from '../core/project.js';
import { type FormatOptions, ourStyle } from './house-style.js';
import { guessed } from './guess-style.js';

const prettierDefaults: FormatOptions = { ...ourStyle, printWidth: 80, singleQuote: false };

type Found = Readonly<Record<string, unknown>>;

/**
 * The project's own formatter settings: prettier's files, with .editorconfig below them. A settings file that is a program cannot be
 * read, and a project without one says nothing: then the style is taken from the sources that are there.
 */
export async function formatOptionsOf(project: Project): Promise<FormatOptions> {
  const settings = await prettierSettings(project);
  const editor = editorSettings(project.read('.editorconfig') ?? '');
  const base = settings === undefined ? { ...ourStyle, ...guessed(project) } : prettierDefaults;
  return valid(base, { ...editor, ...settings });
}

async function prettierSettings(project: Project): Promise<Found | undefined> {
  const inPackage = parsedJson(project.read('package.json'))?.['prettier'];
  if (isRecord(inPackage)) return forTypeScript(inPackage);
  for (const path of ['.prettierrc', '.prettierrc.json', '.prettierrc.yaml', '.prettierrc.yml']) {
    const text = project.read(path);
    if (text === undefined) continue;
    const settings = parsedJson(text) ?? (await parsedYaml(text));
    if (settings !== undefined) return forTypeScript(settings);
  }
  return undefined;
}

async function parsedYaml(text: string): Promise<Found | undefined> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  const value: unknown = document.errors.length === 0 ? document.toJS() : undefined;
  return isRecord(value) ? value : undefined;
}

function parsedJson(text: string | undefined): Found | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Found {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Settings with the overrides that speak of all TypeScript files; one for a single folder is not ours to guess. */
function forTypeScript(settings: Found): Found {
  const overrides = Array.isArray(settings['overrides']) ? settings['overrides'].filter(isRecord) : [];
  const fitting = overrides.filter((override) => [override['files']].flat().some(meansTypeScript));
  return Object.assign({}, settings, ...fitting.map((override) => override['options']));
}

function meansTypeScript(pattern: unknown): boolean {
  return typeof pattern === 'string' && /^(\*\*\/)?\*\.(ts|\{([^}]*,)?ts(,[^}]*)?\})$/.test(pattern);
}

/** The sections of an .editorconfig that hold for every file or for TypeScript, later ones winning. */
function editorSettings(text: string): Found {
  const found: Record<string, string> = {};
  let fits = false;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[(.+)\]\s*$/.exec(line)?.[1];
    if (section !== undefined) fits = section === '*' || meansTypeScript(section);
    const [, key, value] = /^\s*([\w-]+)\s*=\s*([^#;\s]+)/.exec(line) ?? [];
    if (fits && key !== undefined && value !== undefined) found[key.toLowerCase()] = value.toLowerCase();
  }
  return asPrettier(found);
}

function asPrettier(editor: Readonly<Record<string, string>>): Found {
  const width = Number(
    editor['indent_size'] === 'tab' ? editor['tab_width'] : (editor['indent_size'] ?? editor['tab_width']),
  );
  return {
    ...(editor['indent_style'] && { useTabs: editor['indent_style'] === 'tab' }),
    ...(width > 0 && { tabWidth: width }),
    ...(Number(editor['max_line_length']) > 0 && { printWidth: Number(editor['max_line_length']) }),
    ...(editor['end_of_line'] && { endOfLine: editor['end_of_line'] }),
  };
}

const allowed: { readonly [K in keyof FormatOptions]: (value: unknown) => boolean } = {
  printWidth: isSize,
  tabWidth: isSize,
  useTabs: isBoolean,
  semi: isBoolean,
  singleQuote: isBoolean,
  quoteProps: (value) => ['as-needed', 'consistent', 'preserve'].includes(String(value)),
  trailingComma: (value) => ['all', 'es5', 'none'].includes(String(value)),
  bracketSpacing: isBoolean,
  arrowParens: (value) => value === 'always' || value === 'avoid',
  objectWrap: (value) => value === 'preserve' || value === 'collapse',
  endOfLine: (value) => ['lf', 'crlf', 'cr'].includes(String(value)),
};

function isSize(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= 320;
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function valid(base: FormatOptions, found: Found): FormatOptions {
  const good = Object.entries(allowed).filter(([key, check]) => check(found[key]));
  return Object.assign({}, base, ...good.map(([key]) => ({ [key]: found[key] })));
}
