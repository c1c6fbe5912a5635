import { DataSource, EntitySchema } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { learnTables } from '../../../src/platform/database/fields.js';
import { withSlug } from '../../../src/platform/database/slug.js';

const slugify = (text: string): Promise<string> =>
  withSlug('slug', text, (slug) => Promise.resolve(slug));

describe('a slug', () => {
  it.each([
    ['Crème brûlée, again!', 'creme-brulee-again'],
    ['  --Hello,   World--  ', 'hello-world'],
    ['Ⅳ ﬁne ①', 'iv-fine-1'],
    ['İstanbul', 'istanbul'],
    ['Straße', 'straße'],
    ['Привет, мой друг', 'привет-мой-друг'],
    ['한국어 제목', '한국어-제목'],
    ['हिन्दी में', 'हिन्दी-में'],
    ['が', 'が'],
    ['../../etc/passwd?x=1#y', 'etc-passwd-x-1-y'],
  ])('of %s is %s', async (text, slug) => {
    expect(await slugify(text)).toBe(slug);
  });

  it('is the same however its letters were composed', async () => {
    for (const text of ['мой', '한국어', 'Ångström', 'が'])
      expect(await slugify(text.normalize('NFD'))).toBe((await slugify(text)).normalize('NFC'));
  });

  it('is random where the text has no letter to make it of', async () => {
    for (const text of ['', '!?', '\u{1F600}'])
      expect(await slugify(text)).toMatch(/^[0-9a-f]{8}$/);
    expect(await slugify('!')).not.toBe(await slugify('!'));
  });

  it('is no longer than 80 characters, cut neither within a letter nor after a hyphen', async () => {
    expect(await slugify(`${'a'.repeat(79)} b`)).toBe('a'.repeat(79));
    expect(await slugify(`a${'\u{20000}'.repeat(90)}`)).toBe(`a${'\u{20000}'.repeat(79)}`);
  });
});

interface Page {
  readonly slug: string;
}
const pages = new EntitySchema<Page>({
  name: 'SlugPage',
  tableName: '_slug_pages',
  columns: {
    slug: { type: 'varchar', primary: true, primaryKeyConstraintName: '_slug_pages_slug_key' },
  },
});

describe('withSlug', () => {
  const dataSource = new DataSource({
    type: 'postgres',
    url: inject('databaseUrl'),
    entities: [pages],
    poolSize: 8,
    installExtensions: false,
  });
  beforeAll(async () => {
    await dataSource.initialize();
    learnTables(dataSource);
    await dataSource.query(
      'CREATE TABLE "_slug_pages" ("slug" varchar(89) CONSTRAINT "_slug_pages_slug_key" PRIMARY KEY)',
    );
  });
  beforeEach(() => dataSource.query('DELETE FROM "_slug_pages"'));
  afterAll(async () => {
    await dataSource.query('DROP TABLE "_slug_pages"');
    await dataSource.destroy();
  });

  const insert = async (slug: string): Promise<string> => {
    await dataSource.transaction((manager) => manager.insert(pages, { slug }));
    return slug;
  };

  it('gives everybody who asks for one slug at once a slug of their own', async () => {
    const text = 'Same title '.repeat(20);
    const slugs = await Promise.all(
      Array.from({ length: 20 }, () => withSlug('slug', text, insert)),
    );
    const wanted = await slugify(text);
    expect(new Set(slugs).size).toBe(20);
    expect(slugs.filter((slug) => slug === wanted)).toHaveLength(1);
    for (const slug of slugs) expect(slug.startsWith(wanted)).toBe(true);
    expect(await dataSource.getRepository(pages).count()).toBe(20);
  });

  it('does not try again what failed for another reason', async () => {
    await insert('taken');
    let calls = 0;
    const taken = (): Promise<string> => insert(calls++ < 9 ? 'taken' : 'free');
    await expect(withSlug('title', 'x', taken)).rejects.toThrow('duplicate key');
    expect(calls).toBe(1);
    const broken = (): Promise<never> => Promise.reject(new Error(`broken ${calls++}`));
    await expect(withSlug('slug', 'x', broken)).rejects.toThrow('broken 1');
  });

  it('gives up after three, with the refusal of the last', async () => {
    await insert('taken');
    let calls = 0;
    const taken = (): Promise<string> => insert(calls++ < 9 ? 'taken' : 'free');
    await expect(withSlug('slug', 'x', taken)).rejects.toThrow('duplicate key');
    expect(calls).toBe(3);
  });
});
