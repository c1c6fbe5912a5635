import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOf } from '../../src/core/bytes.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { adapterPairs, choices, creation, filesOf } from './planning.js';
import { plinth } from './plinth.js';

const jobs = choices.filter(({ id }) => id === 'jobs');

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => box.remove());

const run = (...words: readonly string[]) => plinth(box, ['add', 'job', ...words, '--no-install']);

describe.each(adapterPairs.map((adapters) => [adapters.http, adapters] as const))('on %s', (_, adapters) => {
  beforeEach(async () => {
    box.write(Object.fromEntries(filesOf(await creation({ adapters, features: jobs }))));
  });

  it('a job comes with its queue, its test, and its place on the list', async () => {
    const before = box.snapshot();
    const { code, stdout, stderr } = await run('SendReport', 'reportId:uuid', 'note:string:optional');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Added the job SendReport');
    const job = box.read('src/jobs/send-report.job.ts');
    expect(job).toContain('reportId: z.uuid()');
    expect(job).toMatch(/note: z\.string\(\).*\.nullable\(\)\.default\(null\)/);
    expect(job).not.toContain('cron');
    expect(box.read('test/jobs/send-report.test.ts')).toContain('enqueue(sendReport');
    expect(box.read('src/jobs.ts')).toContain("import { sendReport } from './jobs/send-report.job.js';");
    const [migration = ''] = Object.keys(box.snapshot()).filter((path) =>
      /create-send-report-queue/.test(path),
    );
    expect(box.read(migration)).toContain("createQueue(queryRunner, 'send-report')");
    expect(box.read('src/database/data-source.ts')).toContain('CreateSendReportQueue');

    const undone = await plinth(box, ['undo', '--yes', '--no-install', '--drop-migrations']);
    expect(undone.code).toBe(0);
    const after = Object.entries(box.snapshot()).filter(([path]) => !path.startsWith('.plinth/'));
    expect(after).toEqual(Object.entries(before).filter(([path]) => !path.startsWith('.plinth/')));
  });

  it('a schedule is of a place', async () => {
    expect((await run('CloseDay', '--cron', '0 6 * * mon-fri', '--time-zone', 'Europe/Berlin')).code).toBe(0);
    const job = box.read('src/jobs/close-day.job.ts');
    expect(job).toContain("cron: '0 6 * * mon-fri'");
    expect(job).toContain("timeZone: 'Europe/Berlin'");
  });

  it('a job stays on the list through an update, and features that come and go', async () => {
    await run('SendPDF', 'reportId:uuid');
    await run('CloseDay', '--cron', '0 6 * * *');
    const { code, stdout } = await plinth(box, ['update', '--check']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Nothing to do/)]);
    const list = box.read('src/jobs.ts');
    const older = list.replace('  // What a worker runs.\n', '');
    expect(older).not.toBe(list);
    const hashes = box.read('.plinth/files.sha256').replace(hashOf(list), hashOf(older));
    box.write({ 'src/jobs.ts': older, '.plinth/files.sha256': hashes });
    expect((await plinth(box, ['update', '--no-install'])).code).toBe(0);
    const lines = (text: string) => text.split('\n').toSorted();
    expect(lines(box.read('src/jobs.ts'))).toEqual(lines(list));
    expect((await plinth(box, ['add', 'feature', 'auth-jwt', '--no-install'])).code).toBe(0);
    expect((await plinth(box, ['add', 'feature', 'docker', '--no-install'])).code).toBe(0);
    expect((await plinth(box, ['remove', 'feature', 'docker', '--no-install'])).code).toBe(0);
    expect(box.read('src/jobs.ts')).toMatch(
      /sendPdf[^]*removeExpiredSessions|removeExpiredSessions[^]*sendPdf/,
    );
    expect((await plinth(box, ['update', '--check'])).code).toBe(0);
  });

  it('a job that is there is left alone', async () => {
    await run('SendReport');
    const before = box.snapshot();
    const { code, stderr } = await run('SendReport');
    expect([code, stderr]).toEqual([1, expect.stringContaining('There is a job SendReport already')]);
    expect(box.snapshot()).toEqual(before);
  });
});

describe('a job that cannot be is refused', () => {
  it.each([
    [['sendReport'], 'PascalCase'],
    [['SendReport', 'report:belongsTo=Report'], 'Write reportId:uuid.'],
    [['SendReport', 'reportId:uuid:unique'], 'Remove "unique".'],
    [['SendReport', 'slug:slug=title'], 'made from another field'],
    [['SendReport', 'a:integer', 'a:text'], 'has the field "a" twice'],
    [['SendReport', 'a:integer', '--cron', '0 6 * * *'], 'nobody gives it "a"'],
    [['SendReport', '--cron', 'every day'], 'is no schedule'],
    [['SendReport', '--cron', '0 24 * * *'], 'is no schedule'],
    [['SendReport', '--cron', '5-1 * * * *'], 'is no schedule'],
    [['SendReport', '--cron', '*/0 * * * *'], 'is no schedule'],
    [['SendReport', '--time-zone', 'Europe/Berlin'], 'A time zone without a schedule'],
    [['SendReport', '--cron', '0 6 * * *', '--time-zone', 'Berlin'], 'There is no time zone "Berlin"'],
    [[], 'Its name is missing'],
  ])('%j', async (words, said) => {
    const { code, stderr } = await run(...words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
  });

  it('by a project without the feature, which says how to get it', async () => {
    box.write(Object.fromEntries(filesOf(await creation({ features: [] }))));
    const { code, stderr } = await run('SendReport');
    expect([code, stderr]).toEqual([1, expect.stringContaining('plinth add feature jobs')]);
  });
});
