import { describe, expect, it } from 'vitest';
import { checked } from '../../src/core/manifest-shape.js';
import { resolveResources } from '../../src/resource/graph/graph.js';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { parsedOf } from '../../src/resource/language/print-field.js';
import type { Resource } from '../../src/resource/model.js';
import { parseSpec, specText } from '../../src/resource/spec/spec-file.js';
import { hidesRows, parseVisible, visibleText } from '../../src/resource/visibility.js';
import { manifestOf } from './manifest.js';
import { refused } from './refused.js';

const user = { name: 'User', table: 'users', path: 'src/modules/users/user.entity.ts', isUser: true };
const context = { entities: new Map([['User', user]]), auth: true };
const resolvedFrom = (...lines: readonly string[]): readonly Resource[] =>
  resolveResources(lines.map(parseResourceLine), context);

const post = 'Post title:string published:boolean:default=false author:belongsTo=User visible=published';
const comment = 'Comment body:text post:belongsTo=Post:onDelete=cascade author:belongsTo=User';

/** The names of the resources that hide rows. */
function hiding(...lines: readonly string[]): readonly string[] {
  const all = resolvedFrom(...lines);
  const resourceOf = (name: string) => all.find((one) => one.name === name);
  return all.filter((one) => hidesRows(one, resourceOf)).map(({ name }) => name);
}

describe('which rows are visible', () => {
  it('is said by a boolean, an enum or a datetime, in a line and in a spec file', () => {
    for (const text of ['published', 'archived=false', 'status=published,archived', 'publishedAt'])
      expect(visibleText(parseVisible(text))).toBe(text);
    const values = ['published', 'archived'];
    expect(parseVisible('status= published , archived ')).toEqual({ field: 'status', values });
  });

  it('is written and read again', () => {
    const [one] = resolvedFrom(post);
    const text = specText({ resources: one ? [parsedOf(one)] : [] });
    expect(text).toContain('visible: published');
    expect(parseSpec(text, 'again.yaml').resources[0]?.visible).toEqual({ field: 'published' });
  });

  it('holds for what goes with a row, and for what goes with that', () => {
    const reply = 'Reply body:text comment:belongsTo=Comment:onDelete=cascade author:belongsTo=User';
    expect(hiding(post, comment, reply)).toEqual(['Post', 'Comment', 'Reply']);
  });

  it.each([
    ['it only points at it', comment.replace(':onDelete=cascade', '')],
    ['it need not have one', comment.replace(':onDelete=cascade', ':optional:onDelete=cascade')],
    ['only its owner reads it', `${comment} access=private`],
  ])('does not hold for another resource where %s', (_why, line) => {
    expect(hiding(post, line)).toEqual(['Post']);
  });

  it.each([
    ['', /does not say which rows/, /published, publishedAt/],
    ['=x', /does not say which rows/, /Name a/],
    ['a=b=c', /does not say which rows/, /Name a/],
    ['status=', /does not say which rows/, /Name a/],
    ['status=a,,b', /does not say which rows/, /Name a/],
    ['status=a,a', /names "a" twice/, /Keep one/],
    ['${x}', /does not say which rows/, /Name a/],
  ])('as "%s" is refused', (text, what, remedy) => {
    refused(() => parseVisible(text), what, remedy);
  });

  const about = (fields: string, rest: string) => `Post title:string ${fields} author:belongsTo=User ${rest}`;
  it.each([
    [about('', 'visible=publishd'), /no field "publishd"/, /boolean, datetime or enum/],
    [about('published:boolean', 'visible=publishd'), /no field "publishd"/, /Did you mean "published"/],
    [about('', 'visible=title'), /title is string/, /Name a/],
    [about('', 'visible=author'), /author is belongsTo/, /Name a/],
    [about('day:date', 'visible=day'), /day is date/, /datetime or enum/],
    [about('done:boolean', 'visible=done=yes'), /a boolean is true, or false/, /archived=false/],
    [about('at:datetime', 'visible=at=now'), /visible from that time on/, /visible=publishedAt/],
    [
      about('at:datetime:min=2030-01-01T00\\:00\\:00Z', 'visible=at'),
      /might never be visible/,
      /visible=publishedAt/,
    ],
    [about('state:enum=a,b', 'visible=state'), /for which of its values: a, b/, /status=published/],
    [about('state:enum=a,b', 'visible=state=c'), /no value "c", but a or b/, /status=published/],
    [about('state:enum=a,b', 'visible=state=b,a'), /nothing would be hidden/, /status=published/],
    [
      about('done:boolean', 'unique=title,done visible=done'),
      /in the unique list "title,done"/,
      /Leave done out of the list/,
    ],
    ['Post done:boolean access=public visible=done', /everybody may also change/, /access=read/],
    [
      about('done:boolean', 'access=private visible=done'),
      /only the owner and admins read/,
      /Remove "visible"/,
    ],
    ['Post done:boolean access=internal visible=done', /only admins read/, /Remove "visible"/],
    ['Post done:boolean access=authenticated visible=done', /but no owner/, /access=admin/],
    [
      about('done:boolean', 'operations=create visible=done'),
      /no operation that reads/,
      /add "list" or "get"/,
    ],
  ])('%s', (line, what, remedy) => {
    refused(() => resolvedFrom(line), what, remedy);
  });

  it('is not shown to everybody by what goes with it', () => {
    refused(
      () => resolvedFrom(post, `${comment} access=public`),
      /Comment has access=public and goes with its post/,
      /another access level/,
    );
  });

  it('is checked where it comes from the manifest', () => {
    const [one] = resolvedFrom(post);
    const manifest = (resource: object): string => manifestOf({ Post: resource });
    expect(checked(manifest({ ...one }), 'manifest.json').resources?.['Post']).toEqual(one);
    expect(() => checked(manifest({ ...one, visible: 'published' }), 'manifest.json')).toThrow(
      /"resources\.Post\.visible" in manifest\.json/,
    );
  });
});
