import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { specChange, plannedSpec } from '../../src/cli/planning/applied-spec.js';
import { parseSpec } from '../../src/resource/spec/spec-file.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { blog, representative } from './blog.js';
import { adapterPairs, choices, creation, filesOf, opened, withoutOrder } from './planning.js';
import { plinth } from './plinth.js';

let box: Sandbox;
beforeEach(() => void (box = sandbox()));
afterEach(() => box.remove());

const run = (words: string) => plinth(box, [...words.split(' '), '--no-install']);
const write = (text: string): void => box.write({ 'plinth.yaml': text });

/** The blog in the sandbox, and its spec. */
async function printed(): Promise<string> {
  box.write(Object.fromEntries(await blog(undefined, {})));
  return (await plinth(box, ['spec'])).stdout;
}

describe('plinth spec and apply', () => {
  it('say the same: what is printed changes nothing, whatever the order of its lines', async () => {
    const spec = await printed();
    expect(spec).toMatch(/^name: my-blog$/m);
    expect(spec).toMatch(/^ {6}title: string:searchable:max=200$/m);
    write(spec);
    const same = await run('apply');
    expect([same.code, same.stdout]).toEqual([0, 'Nothing to do: the project is as plinth.yaml says.\n']);
    write(spec.replace(/^( +title: .*\n)( +content: .*\n)/m, '$2$1'));
    expect((await run('apply')).stdout).toMatch(/^Nothing to do/);
  });

  it('bring new resources, and new, changed and removed fields, in one plan', async () => {
    const spec = await printed();
    write(
      spec
        .replace(
          /^( +)published: .*\n/m,
          '$1status: enum=draft,published\n$1category: belongsTo=Category:optional:inverse=posts\n',
        )
        .replace('visible: published', 'visible: status=published')
        .replace('string:searchable:max=200', 'string:searchable:max=300')
        .replace(
          /^( +)Tag:\n/m,
          '$1Category:\n$1  access: admin\n$1  fields:\n$1    name: string:unique\n$1Tag:\n$1  softDelete: true\n',
        ),
    );
    const before = box.snapshot();
    const bare = await run('apply');
    expect([bare.code, box.snapshot()]).toEqual([2, before]);
    expect(bare.stderr).toMatch(/status is required[^]*--backfill/);
    const words = 'apply --backfill Post.status=published';
    const unsaid = await run(words);
    expect([unsaid.code, box.snapshot()]).toEqual([2, before]);
    expect(unsaid.stderr).toMatch(/would drop Post\.published with all data[^]*"renames"[^]*--yes/);
    const shown = await run(`${words} --dry-run`);
    expect([shown.code, box.snapshot()]).toEqual([0, before]);
    const { code, stdout, stderr } = await run(`${words} --yes`);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Added Category, changed Post, Tag in /);
    const names = Object.keys(box.snapshot()).filter((path) => /migrations\/.*(categories|posts)/.test(path));
    expect(names.map((path) => path.replace(/^.*\d{13}-/, ''))).toEqual([
      'create-posts.ts',
      'create-categories.ts',
      expect.stringMatching(/^(add|change)-.*posts\.ts$/),
    ]);
    const again = await run(`${words} --yes`);
    expect([again.code, again.stdout]).toMatchObject([0, expect.stringMatching(/^Nothing to do/)]);
    expect((await plinth(box, ['check'])).stdout).toBe('No faults.\n');
  });

  it('rename what the spec says was called something else, whatever else changes of it', async () => {
    const spec = await printed();
    const wanted = spec
      .replace(/^( +)content: (.*)$/m, '$1text: $2:max=5000')
      .replace(/^ {2}Post:\n/m, '  Article:\n    was: Post\n    renames:\n      content: text\n')
      .replaceAll('=Post', '=Article');
    write(wanted);
    const { code, stdout, stderr } = await run('apply');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Changed [^]*Article/);
    const migration = Object.entries(box.snapshot()).find(([path]) =>
      path.includes('rename-posts-to-articles'),
    );
    expect(migration?.[1]).toContain('ALTER TABLE "articles" RENAME COLUMN "content" TO "text"');
    expect(migration?.[1]).not.toMatch(/DROP (?:COLUMN|TABLE)/);
    expect((await plinth(box, ['check'])).stdout).toBe('No faults.\n');
    expect((await run('apply')).stdout).toMatch(/^Nothing to do/);
    expect((await plinth(box, ['spec'])).stdout).not.toMatch(/was|renames/);
  });

  it.each([
    ['Article:\n    was: Paper', /Article was "Paper", says the spec, and the project has neither/],
    ['Post:\n    was: Tag', /Post was "Tag", says the spec, and both are there/],
    ['Post:\n    renames:\n      titel: heading', /Post\.titel is called "heading" now/],
    ['Post:\n    renames:\n      title: content', /Post\.title is called "content" now/],
  ])('refuse a name that was none: %s', async (lines, says) => {
    const spec = await printed();
    const [name = ''] = lines.split(':');
    write(spec.replace(/^ {2}Post:\n/m, `  ${lines}\n`).replaceAll('=Post', `=${name}`));
    const before = box.snapshot();
    const { code, stderr } = await run('apply --yes');
    expect([lines, code, box.snapshot()]).toEqual([lines, 2, before]);
    expect(stderr).toMatch(says);
  });

  it('remove resources that the spec has not got, where that is meant', async () => {
    const spec = await printed();
    write(spec.replace(/^ {2}Comment:\n(?: {4}.*\n)+/m, ''));
    const before = box.snapshot();
    const unsaid = await run('apply');
    expect([unsaid.code, box.snapshot()]).toEqual([2, before]);
    expect(unsaid.stderr).toMatch(/would drop Comment with all data/);
    const { code, stdout, stderr } = await run('apply --yes');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Removed Comment in /);
    expect(Object.keys(box.snapshot()).filter((path) => path.includes('modules/comments'))).toEqual([]);
    expect((await plinth(box, ['check'])).stdout).toBe('No faults.\n');
    expect((await run('apply --yes')).stdout).toMatch(/^Nothing to do/);
  });

  it.each([
    ['framework: express', 'framework: nest', /create-plinth --from/],
    ['features:', 'features:\n  - redis', /plinth add feature redis/],
    [/^ {2}Tag:\n(?: {4}.*\n)+/m, '', /tags points to Tag|has Tag/],
    [/^ {2}Comment:\n/m, '  Remark:\n    plural: comments\n', /the files and the table of Comment/],
    [/$/, '\nbad: [', /plinth\.yaml/],
  ])('refuse what cannot be brought about: %s', async (from, to, says) => {
    write((await printed()).replace(from, to));
    const before = box.snapshot();
    const { code, stderr, stdout } = await run('apply');
    expect([code, stdout, box.snapshot()]).toEqual([2, '', before]);
    expect(stderr).toMatch(says);
  });

  it.each([
    ['another type', /body: text\S*/, 'body: integer', /Comment\.body would be integer instead of text/],
    ['a column for a relation', /author: belongsTo=User\S*/, 'author: text', /Post\.author|nobody would own/],
    [
      'another target',
      /tags: manyToMany=Tag\S*/,
      'tags: manyToMany=Comment',
      /Post\.tags would be manyToMany=Comment/,
    ],
    ['another plural', /^ {2}Tag:\n/m, '  Tag:\n    plural: labels\n', /The plural of Tag/],
    [
      'a slug for rows that have none',
      /^( +)name: string\S*/m,
      '$&\n$1slug: slug=name',
      /unique and required|made from/,
    ],
  ])('refuse what no migration could make of rows that are there: %s', async (_, from, to, says) => {
    const spec = await printed();
    expect(spec).toMatch(from);
    write(spec.replace(from, to));
    const before = box.snapshot();
    const { code, stderr, stdout } = await run('apply --yes');
    expect([code, stdout, box.snapshot()]).toEqual([2, '', before]);
    expect(stderr).toMatch(says);
  });

  it('refuse to round, and delete for good what was deleted softly only where that is meant', async () => {
    const spec = await printed();
    write(
      spec
        .replace(/^( +)published: .*$/m, '$&\n$1price: decimal:scale=3:optional')
        .replace(/^ {2}Tag:\n/m, '$&    softDelete: true\n'),
    );
    expect((await run('apply')).code).toBe(0);
    const before = box.snapshot();
    write(
      spec
        .replace(/^( +)published: .*$/m, '$&\n$1price: decimal:scale=1:optional')
        .replace(/^ {2}Tag:\n/m, '$&    softDelete: true\n'),
    );
    const rounded = await run('apply');
    write(spec.replace(/^( +)published: .*$/m, '$&\n$1price: decimal:scale=3:optional'));
    const unsaid = await run('apply');
    expect([rounded.code, unsaid.code]).toEqual([2, 2]);
    expect(rounded.stderr).toMatch(/price has 3 digits after the point/);
    expect(unsaid.stderr).toMatch(/drop the softly deleted rows of Tag with all data/);
    expect({ ...box.snapshot(), 'plinth.yaml': '' }).toEqual({ ...before, 'plinth.yaml': '' });
    const purged = await run('apply --yes');
    expect(purged.code).toBe(0);
    expect(purged.stdout).toMatch(/deletes for good what was deleted softly in tags/);
  });

  it('refuse a backfill that names nothing, and a file that is not there', async () => {
    write((await printed()).replace(/^( +)published: /m, '$1note: string\n$1published: '));
    expect((await run('apply --backfill note=x')).stderr).toMatch(/<Resource>\.<field>=<value>/);
    const unneeded = await run('apply --backfill Post.note=x --backfill Post.title=x');
    expect([unneeded.code, unneeded.stderr]).toEqual([
      2,
      expect.stringMatching(/title does not become required/),
    ]);
    const unchanged = await run('apply --backfill Post.note=x --backfill Tag.name=x');
    expect([unchanged.code, unchanged.stderr]).toEqual([
      2,
      expect.stringMatching(/name does not become required/),
    ]);
    expect((await run('apply other.yaml')).stderr).toMatch(
      /no spec file .*other\.yaml[^]*plinth spec > plinth\.yaml/,
    );
  });

  it('look for the file where --cwd says', async () => {
    const spec = await printed();
    box.write({ 'other/package.json': '{}', 'plinth.yaml': spec });
    expect((await plinth(box, ['apply', '--cwd', 'other'])).stderr).toMatch(/other/);
    expect((await plinth(box, ['apply', '--cwd', 'src'])).stderr).toMatch(/no spec file .*src.plinth\.yaml/);
    expect((await plinth(box, ['apply', '../plinth.yaml', '--cwd', 'src'])).stdout).toMatch(/^Nothing to do/);
  });
});

describe.each(adapterPairs)('a spec that has grown, on $http', (adapters) => {
  it('is applied as if the project had been created from it', async () => {
    const wanted = { adapters, features: choices };
    const few = representative.filter(({ name }) => !['Visit', 'Setting', 'Bundle'].includes(name));
    const more = representative.map((one) =>
      one.name === 'Tag'
        ? {
            ...one,
            fields: [
              ...one.fields,
              ...parseSpec(
                'resources: { A: { fields: { series: "belongsTo=NewsSeries:optional:inverse=tags", color: "string:optional" } } }',
                'x',
              ).resources.flatMap(({ fields }) => fields),
            ],
          }
        : one,
    );
    const existing = await opened(filesOf(await creation({ ...wanted, resources: few })), 60);
    const plan = await plannedSpec(specChange({ resources: more }, existing), [], existing);
    expect(plan.manual).toEqual([]);
    const inOneGo = filesOf(await creation({ ...wanted, resources: more }));
    expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(inOneGo));
  });
});
