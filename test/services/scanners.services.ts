import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plant } from '../bar/faults/fault.js';
import { Subject } from '../bar/subject.js';
import { listPath } from '../bar/world.js';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { copyOf, generate, type Project } from '../support/generated.js';
import { concatenated, reflected } from './faults.js';
import { sqlmap, wapiti } from './scanners.js';
import { type Target, targetsOf } from './targets.js';

const timesOf = (names: readonly string[]): readonly (readonly [name: string, times: number])[] =>
  [...new Set(names)].map((name) => [name, names.filter((one) => one === name).length]);

describe('scanners at the running service', () => {
  let project: Project;
  let database: TestDatabase;
  let sound: Subject;
  let copy: Project;
  let faulty: Subject;
  beforeAll(async () => {
    [project, database] = await Promise.all([generate(['--preset', 'blog']), openDatabase()]);
    sound = new Subject(project, database.url);
    await sound.live();
    copy = copyOf(project);
    [concatenated, reflected].forEach((one) => plant(copy, one));
    faulty = new Subject(copy, database.url, { fresh: false });
  });
  afterAll(async () => {
    await faulty?.close();
    await sound?.close();
    await database?.close();
    copy?.remove();
    project?.remove();
  });

  async function siteOf(subject: Subject) {
    const live = await subject.live();
    const targets = await targetsOf(live);
    expect(targets.length).toBeGreaterThan(0);
    return { targets, site: { url: live.service.url, token: (await live.world.mighty())?.token } };
  }
  const queries = (targets: readonly Target[]) =>
    targets.filter(({ method, path }) => method === 'GET' && path.includes('?'));
  const ofParameter = (targets: readonly Target[], name: string) =>
    targets.filter(({ parameters }) => parameters.includes(name)).slice(0, 1);

  it('R13, L3 wapiti finds nothing', async () => {
    const { site, targets } = await siteOf(sound);
    expect(await wapiti(site, queries(targets))).toEqual([]);
  });

  it('R13 sqlmap can inject nothing through any string of any operation', async () => {
    const { site, targets } = await siteOf(sound);
    const { sound: tried, injectable, output } = await sqlmap(site, targets);
    expect(injectable, output).toEqual([]);
    const wanted = targets.flatMap(({ parameters }) => parameters);
    expect(
      timesOf(wanted).filter(([name, times]) => tried.filter((one) => one === name).length < times),
    ).toEqual([]);
  });

  it('R13 and finds a filter that is put into the statement', async () => {
    const { world } = await faulty.live();
    const post = world.resource('Post');
    if (!post) throw new Error('The blog has no posts.');
    // Only rows that come and go tell a blind injection from none.
    await world.create(post, { title: 'needle' });
    const { site } = await siteOf(faulty);
    const target = { method: 'GET', path: `${listPath(post)}?title=needle`, parameters: ['title'] };
    const { injectable } = await sqlmap(site, [target]);
    expect(injectable).toEqual(['title']);
  });

  it('R13, L3 and finds a page that repeats what it was sent', async () => {
    const { site, targets } = await siteOf(faulty);
    const found = await wapiti(site, ofParameter(targets, 'cursor'));
    expect(found.join('\n')).toMatch(/Cross Site Scripting.*cursor/);
  });
});
