import { createHash } from 'node:crypto';
import pluralize from 'pluralize';

export interface NameForms {
  readonly pascal: string;
  readonly camel: string;
  readonly kebab: string;
  readonly snake: string;
  /** Lower case with spaces: `blog post`. */
  readonly title: string;
}

/** Every spelling of a resource's name. For words like `News` the plural is the singular: never declare both in one scope. */
export interface Names extends NameForms {
  readonly plural: NameForms;
}

// Words that end in s and that pluralize takes for plurals.
const singularsInS = [
  'lens',
  'canvas',
  'gas',
  'atlas',
  'bias',
  'bus',
  'campus',
  'bonus',
  'iris',
  'pancreas',
  'chaos',
];
for (const word of singularsInS) pluralize.addIrregularRule(word, `${word}es`);
pluralize.addIrregularRule('cookie', 'cookies');

/** `BlogPost` → blogPost, blog-post, blog_post, blog post; BlogPosts, blogPosts, blog-posts, blog_posts, blog posts. */
export function namesOf(resource: string): Names {
  const names = known.get(resource) ?? spelled(resource);
  known.set(resource, names);
  return names;
}

/** A plural is slow to find, and asked for many times. */
const known = new Map<string, Names>();

function spelled(resource: string): Names {
  const words = wordsOf(resource);
  const last = words.at(-1) ?? '';
  return { ...forms(words), plural: forms([...words.slice(0, -1), pluralWord(last)]) };
}

/** The singular of a PascalCase or camelCase name: `BlogPosts` → BlogPost. */
export function singularOf(name: string): string {
  const words = wordsOf(name);
  return [...words.slice(0, -1), pluralize.singular(words.at(-1) ?? '')].join('');
}

/**
 * The column (or table part) of a camelCase or PascalCase name, as TypeORM's own `snakeCase` does it; the naming strategy of the
 * generated project must do the same: `_` between the last two capitals of a run that goes on in lower case (`APIKey` → `API_Key`),
 * then `_` between a lower-case letter or digit and a capital (`line2Text` → `line2_Text`), then all in lower case.
 */
export const columnName = (field: string): string => splitWords(field).toLowerCase();

/** The property and JSON name of a foreign key: `author` → authorId. Its column is `columnName` of that. */
export const foreignKeyName = (relation: string): string => `${relation}Id`;

/** The JSON name of a many-to-many relation's ids: `tags` → tagIds. */
export const idsName = (relation: string): string => `${singularOf(relation)}Ids`;

/** The join table of a many-to-many relation: `Post.tags` → post_tags. */
export const joinTableName = (owner: string, relation: string): string =>
  `${columnName(owner)}_${columnName(relation)}`;

export type ConstraintSuffix = 'pkey' | 'fkey' | 'key' | 'idx' | 'check';

// PostgreSQL cuts longer identifiers silently, which could make two of them one.
const longestIdentifier = 63;

/**
 * `posts_pkey`, `posts_author_id_fkey`: table, columns in their order, suffix, joined by `_`. A name of more than 63 bytes keeps as many
 * of its first characters as leave room for `_`, the first 8 hex digits of the sha1 of `table_columns`, `_` and the suffix.
 */
export function constraintName(table: string, columns: readonly string[], suffix: ConstraintSuffix): string {
  const stem = suffix === 'pkey' ? table : [table, ...columns].join('_');
  const name = `${stem}_${suffix}`;
  if (name.length <= longestIdentifier) return name;
  const tail = `_${createHash('sha1').update(stem).digest('hex').slice(0, 8)}_${suffix}`;
  return stem.slice(0, longestIdentifier - tail.length) + tail;
}

const splitWords = (name: string): string =>
  name.replace(/([A-Z])([A-Z])([a-z])/g, '$1_$2$3').replace(/([a-z0-9])([A-Z])/g, '$1_$2');

const wordsOf = (name: string): string[] => splitWords(name).split('_');

function forms(words: readonly string[]): NameForms {
  const lower = words.map((word) => word.toLowerCase());
  const [first = '', ...rest] = lower;
  return {
    pascal: words.map(capital).join(''),
    camel: first + rest.map(capital).join(''),
    kebab: lower.join('-'),
    snake: lower.join('_'),
    title: lower.join(' '),
  };
}

/** `API` → APIs, where pluralize would say APIS. */
function pluralWord(word: string): string {
  const plural = pluralize.plural(word.toLowerCase());
  if (plural.startsWith(word.toLowerCase())) return word + plural.slice(word.length);
  return /^[A-Z]/.test(word) ? capital(plural) : plural;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
