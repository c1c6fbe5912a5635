import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { adapterPairs, choices, creation, filesOf } from '../adding/planning.js';

/** `npm run golden` writes what Plinth generates now. */
const golden = fileURLToPath(new URL('../golden', import.meta.url));

const tag = parseResourceLine('Tag name:string:max=100:unique access=admin');
const article = parseResourceLine(
  'Article title:string:max=200:searchable slug:slug=title:lookup published:boolean:default=false author:belongsTo=User:inverse=articles:onDelete=cascade tags:manyToMany=Tag:inverse=articles unique=author,title access=owner',
);

const visit = parseResourceLine(
  'Visit page:string:max=200:searchable at:datetime:default=now article:belongsTo=Article:onDelete=cascade user:belongsTo=User unique=user,article index=article,at operations=list,create',
);

const ticket = parseResourceLine(
  'Ticket subject:string:max=200 reference:string:max=20:unique:lookup status:enum=open,paid,closed:default=open:readonly user:belongsTo=User:owner action=close:from=open,paid:to=closed:body=reason:text:optional action=pay:from=open:to=paid:by=admin action=remind:by=authenticated access=private operations=get,create',
);

/** The files that are named after a resource, on each framework: whatever else it brings is copied word for word. */
const projects = await Promise.all(
  adapterPairs.map(async (adapters) => {
    const files = filesOf(
      await creation({ adapters, features: choices, resources: [tag, article, visit, ticket] }),
    );
    const own = [...files].filter(([path]) => /\b(?:articles|visits|tickets)\b/.test(path));
    return { framework: adapters.http, files: new Map(own) };
  }),
);

/** A file that is the same on every framework stands in `common`. */
const expected = new Map<string, string>(
  projects.flatMap(({ framework, files }) =>
    [...files].map(([path, text]) => {
      const isCommon = projects.every((other) => other.files.get(path) === text);
      return [`${isCommon ? 'common' : framework}/${path}`, text] as const;
    }),
  ),
);

describe('a resource as Plinth generates it', () => {
  it.each([...expected])('%s', async (path, text) => {
    await expect(text).toMatchFileSnapshot(`../golden/${path}`);
  });

  it('has no other file', () => {
    const there = readdirSync(golden, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(golden.length + 1));
    expect(there.filter((path) => !expected.has(path))).toEqual([]);
  });
});
