import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scanFeatures, scanRoles } from '../../src/features/scan.js';

const src = fileURLToPath(new URL('../../src', import.meta.url));
const foldersWith = (folder: string, file: string): readonly string[] =>
  existsSync(`${src}/${folder}`)
    ? readdirSync(`${src}/${folder}`).filter((id) => existsSync(`${src}/${folder}/${id}/${file}`))
    : [];

describe('a feature', () => {
  it('is found because its folder is there', async () => {
    const found = await scanFeatures();
    const folders = ['features', 'roles/http', 'roles/persistence'].flatMap((folder) =>
      foldersWith(folder, 'feature.ts').map((id) => `${folder}/${id}`),
    );
    const offered = folders.filter((folder) =>
      readFileSync(`${src}/${folder}/feature.ts`, 'utf8').includes('export default'),
    );
    expect(found).toHaveLength(offered.length);
    expect(found.map(({ id }) => id)).toEqual(found.map(({ id }) => id).sort());
    for (const { id, plan } of found) expect([id, typeof plan]).toEqual([expect.any(String), 'function']);
  });
});

describe.each(['http', 'persistence'] as const)('the adapters of the role %s', (kind) => {
  it('are found because their folders are there', async () => {
    const found = await scanRoles(kind);
    expect([...found.keys()]).toEqual(foldersWith(`roles/${kind}`, 'wiring.ts'));
  });
});
