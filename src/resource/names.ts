import { createHash } from 'node:crypto';
import { pluralOfWord, singularOfWord } from './irregular-words.js';

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
  /** Of its rows in the API, without slashes: `blog-posts`. Permissions call it so, too. */
  readonly path: string;
}

/** `BlogPost` → blogPost, blog-post, blog_post, blog post; BlogPosts, blogPosts, blog-posts, blog_posts, blog posts. */
export function namesOf(resource: string, plural?: string, path?: string): Names {
  const key = `${resource} ${plural ?? ''} ${path ?? ''}`;
  const names = known.get(key) ?? spelled(resource, plural, path);
  known.set(key, names);
  return names;
}

/** What names follow from. */
export interface Named {
  readonly name: string;
  readonly plural?: string;
  readonly path?: string;
}

/** The names of a resource, which may say its plural and its path itself. */
export const namesOfResource = ({ name, plural, path }: Named): Names => namesOf(name, plural, path);

/** A plural is slow to find, and asked for many times. */
const known = new Map<string, Names>();

function spelled(resource: string, plural: string | undefined, path: string | undefined): Names {
  const words = wordsOf(resource);
  const last = words.at(-1) ?? '';
  const plurals = plural === undefined ? [...words.slice(0, -1), pluralWord(last)] : wordsOf(plural);
  const several = forms(plurals);
  return { ...forms(words), plural: several, path: path ?? several.kebab };
}

/** The singular of a PascalCase or camelCase name: `BlogPosts` → BlogPost. */
export function singularOf(name: string): string {
  const words = wordsOf(name);
  return [...words.slice(0, -1), singularOfWord(words.at(-1) ?? '')].join('');
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
export const idsName = (relation: string, target: Names): string =>
  `${singularRelation(relation, target)}Ids`;

/** One of a relation to many: what its target is called decides, `favoriteCaches` to Cache are `favoriteCache`. */
export function singularRelation(relation: string, { pascal, camel, plural }: Names): string {
  if (relation === plural.camel) return camel;
  const before = relation.slice(0, -plural.pascal.length);
  return before !== '' && relation.endsWith(plural.pascal) ? before + pascal : singularOf(relation);
}

// PostgreSQL cuts longer identifiers silently, which could make two of them one.
const longestIdentifier = 63;

/** The join table of a many-to-many relation: `Post.tags` → post_tags. */
export const joinTableName = (owner: string, relation: string): string =>
  identifier(`${columnName(owner)}_${columnName(relation)}`);

/** The join tables that a resource owns. */
export const joinTablesOf = ({
  name,
  fields,
}: {
  readonly name: string;
  readonly fields: readonly { readonly kind: string; readonly name: string }[];
}): readonly string[] =>
  fields.filter(({ kind }) => kind === 'manyToMany').map((field) => joinTableName(name, field.name));

/** A name as PostgreSQL keeps it: of a longer one the first characters, and the first 8 hex digits of its sha1 to tell it from others. */
export const identifier = (name: string): string =>
  name.length <= longestIdentifier
    ? name
    : `${name.slice(0, longestIdentifier - 9)}_${createHash('sha1').update(name).digest('hex').slice(0, 8)}`;

export type ConstraintSuffix = 'pkey' | 'fkey' | 'key' | 'idx' | 'check';

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
  const plural = pluralOfWord(word.toLowerCase());
  if (plural.startsWith(word.toLowerCase())) return word + plural.slice(word.length);
  return /^[A-Z]/.test(word) ? capital(plural) : plural;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
