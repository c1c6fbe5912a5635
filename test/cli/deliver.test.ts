import { describe, expect, it } from 'vitest';
import { type Delivery, deliver } from '../../src/cli/deliver.js';
import type { Globals, Session } from '../../src/cli/world.js';
import type { Plan } from '../../src/core/plan.js';
import { Project } from '../../src/core/project.js';
import { type FakeOptions, type FakeWorld, fakeWorld } from './fake-world.js';

const install = { run: ['npm', 'install'], because: 'package.json lists new dependencies' } as const;
const project = Project.empty().write('package.json', '{}\n');
const plan: Plan = {
  changes: project.changes(),
  tasks: [install],
  manual: [],
  notes: ['Have fun.'],
  seen: new Map(),
  project,
  edits: new Map(),
};
const manual = [{ path: 'src/app.ts', what: 'mount it', reason: 'the list is gone', snippet: 'mount(it);' }];

function session(world: FakeWorld, flags: Partial<Globals> = {}): Session {
  const globals = {
    dryRun: false,
    json: false,
    yes: false,
    strict: false,
    quiet: false,
    verbose: false,
    cwd: '.',
  };
  return { world, globals: { ...globals, ...flags }, prompts: undefined, started: world.clock() };
}

async function delivered(of: Partial<Delivery>, options: FakeOptions = {}, flags: Partial<Globals> = {}) {
  const world = fakeWorld(options);
  const events: string[] = [];
  const delivery: Delivery = {
    command: 'create',
    plan,
    cwd: '/tmp/my-api',
    headline: 'Created my-api',
    next: ['npm run dev'],
    commit: async () => void events.push('commit'),
    ...of,
  };
  const result = await deliver(delivery, session(world, flags));
  return { result, world, events };
}

describe('delivering a plan', () => {
  it('commits, then runs the tasks, then says what was done and what is next', async () => {
    const { result, world, events } = await delivered({});
    expect(events).toEqual(['commit']);
    expect(world.ran).toEqual(['npm install']);
    expect(result).toMatchObject({ exitCode: 0, work: { tasks: [{ status: 'done' }] } });
    expect(result.text).toContain('Created my-api in 0 ms.');
    expect(result.text).toContain('Next:\n  npm run dev');
    expect(result.text).toContain('Have fun.');
    expect(world.printed()).toEqual({ stdout: '', stderr: 'npm install…\ndone: npm install (0 ms)\n' });
  });

  it('writes nothing in a dry run, and shows the diff', async () => {
    const { result, world, events } = await delivered({}, {}, { dryRun: true });
    expect([events, world.ran]).toEqual([[], []]);
    expect(result.text).toContain('+++ b/package.json');
    expect(result.work?.tasks).toEqual([{ ...install, status: 'not run' }]);
  });

  it('ends with 3 where a step is left, in a dry run too', async () => {
    expect((await delivered({ plan: { ...plan, manual } })).result.exitCode).toBe(3);
    const dry = await delivered({ plan: { ...plan, manual } }, {}, { dryRun: true });
    expect(dry.result.exitCode).toBe(3);
    expect(dry.world.printed().stderr).toContain('mount(it);');
  });

  it('refuses a step that would be left, before the commit, under --strict', async () => {
    const events: string[] = [];
    const commit = async () => void events.push('commit');
    const refused = delivered({ plan: { ...plan, manual }, commit }, {}, { strict: true });
    await expect(refused).rejects.toMatchObject({
      exitCode: 1,
      message: 'Refused under --strict: src/app.ts needs a step by hand: mount it.',
    });
    expect(events).toEqual([]);
  });

  it('says that there is nothing to do', async () => {
    const { result, events } = await delivered({ plan: { ...plan, changes: [], tasks: [] } });
    expect([result.exitCode, result.text, events]).toEqual([0, 'Nothing to do: it is there already.\n', []]);
  });

  it('prints no progress under --json and --quiet', async () => {
    for (const flag of ['json', 'quiet']) {
      const { world } = await delivered({}, {}, { [flag]: true });
      expect(world.printed()).toEqual({ stdout: '', stderr: '' });
    }
  });
});

describe('a failing install', () => {
  it('leaves the project, says so, and gives the command to repeat', async () => {
    const programs = { 'npm install': { code: 1, tail: ['npm error ECONNREFUSED'] } };
    const { result, events } = await delivered({}, { programs });
    expect(events).toEqual(['commit']);
    expect(result.exitCode).toBe(1);
    expect(result.problem?.message).toContain('"npm install" failed');
    expect(result.problem?.remedy).toContain('npm error ECONNREFUSED');
    expect(result.problem?.remedy).toContain('cd /tmp/my-api && npm install');
    expect(result.text).not.toContain('npm run dev');
  });

  it('stops what would come after it', async () => {
    const tasks = [install, { run: ['npm', 'run', 'migrate'], because: 'new tables' }] as const;
    const programs = { 'npm install': { code: 1 } };
    const { result, world } = await delivered({ plan: { ...plan, tasks } }, { programs });
    expect(world.ran).toEqual(['npm install']);
    expect(result.work?.tasks.map(({ status }) => status)).toEqual(['failed', 'not run']);
  });
});

it('tells what is missing when it is interrupted during the install', async () => {
  const programs = { 'npm install': { code: 130 } };
  const { result } = await delivered({}, { programs, interruptTasks: true });
  expect(result.exitCode).toBe(130);
  expect(result.problem?.message).toBe("Interrupted. The project's files are complete.");
  expect(result.problem?.remedy).toContain('cd /tmp/my-api && npm install');
});
