import { describe, expect, it } from 'vitest';
import { builtIns } from '../../../src/cli/planning/load-built-ins.js';
import { carelessImage, concatenated, reflected } from '../../services/faults.js';
import { accountChecks } from '../../services/accounts/checks.js';
import { accountFaults } from '../../services/accounts/faults.js';
import { actionArgs, actionChecks } from '../../services/actions/checks.js';
import { actionFaults } from '../../services/actions/faults.js';
import { apiKeyChecks } from '../../services/api-keys/checks.js';
import { apiKeyFaults } from '../../services/api-keys/faults.js';
import { idempotencyChecks } from '../../services/idempotency/checks.js';
import { idempotencyFaults } from '../../services/idempotency/faults.js';
import { oauthChecks, oauthFeatures } from '../../services/oauth/checks.js';
import { oauthFaults } from '../../services/oauth/faults.js';
import { jobChecks } from '../../services/jobs/checks.js';
import { jobFaults } from '../../services/jobs/faults.js';
import { mailChecks } from '../../services/mail/checks.js';
import { mailFaults } from '../../services/mail/faults.js';
import { shopChecks } from '../../services/shop/checks.js';
import { shopFaults } from '../../services/shop/faults.js';
import { reportChecks } from '../../services/shop/report-checks.js';
import { cookieChecks } from '../../services/sessions/checks.js';
import { cookieFaults } from '../../services/sessions/faults.js';
import { redisFaults } from '../../services/redis/faults.js';
import { generate } from '../../support/generated.js';
import { checks } from '../checks/index.js';
import { ProjectFiles } from '../project-files.js';
import { allFaults } from './all.js';
import { type Fault, planted, plantableOn } from './fault.js';

describe.each(await builtIns.adapters('http'))('planted faults on %s', (framework) => {
  it('every check has one, and every fault its check', async () => {
    const items = plantableOn(framework, await allFaults()).map(({ item }) => item);
    expect([...new Set(items)].toSorted()).toEqual(checks.map(({ item }) => item).toSorted());
  });

  it('every fault has its place in the blog', async () => {
    const faults = plantableOn(framework, await allFaults());
    expect(await withoutPlace(['--preset', 'blog', '--framework', framework], faults)).toEqual([]);
  });
});

// Tests on services plant these; that a place has moved is seen here already.
it('every fault for scanners and of the image has its place in the blog', async () => {
  const faults = [concatenated, reflected, carelessImage];
  expect(await withoutPlace(['--preset', 'blog'], faults)).toEqual([]);
});

it('every fault of Redis has its place in the blog with redis', async () => {
  const blog = ['--preset', 'blog', '--features', 'auth-jwt,openapi,redis'];
  expect(await withoutPlace(blog, redisFaults)).toEqual([]);
});

it('every check of jobs has a fault, and each has its place in the blog with jobs', async () => {
  const items = new Set(jobFaults.map(({ item }) => item));
  expect([...items].toSorted()).toEqual(jobChecks.map(({ item }) => item).toSorted());
  const blog = ['--preset', 'blog', '--features', 'auth-jwt,openapi,jobs'];
  expect(await withoutPlace(blog, jobFaults)).toEqual([]);
});

it('every check of mail has a fault, and each has its place in the blog with mail', async () => {
  const items = new Set(mailFaults.map(({ item }) => item));
  expect([...items].toSorted()).toEqual(mailChecks.map(({ item }) => item).toSorted());
  const blog = ['--preset', 'blog', '--features', 'auth-jwt,openapi,jobs,mail'];
  expect(await withoutPlace(blog, mailFaults)).toEqual([]);
});

it('every check of accounts by e-mail has a fault, and each has its place in the blog with them', async () => {
  const items = new Set(accountFaults.map(({ item }) => item));
  expect([...items].toSorted()).toEqual(accountChecks.map(({ item }) => item).toSorted());
  const blog = ['--preset', 'blog', '--features', 'auth-jwt,openapi,jobs,mail,accounts-email'];
  expect(await withoutPlace(blog, accountFaults)).toEqual([]);
});

it.each(await builtIns.adapters('http'))(
  'every check of API keys has a fault, and each has its place in the blog with them on %s',
  async (framework) => {
    const items = new Set(apiKeyFaults.map(({ item }) => item));
    expect([...items].toSorted()).toEqual(apiKeyChecks.map(({ item }) => item).toSorted());
    const blog = ['--preset', 'blog', '--features', 'auth-jwt,openapi,api-keys', '--framework', framework];
    expect(await withoutPlace(blog, plantableOn(framework, apiKeyFaults))).toEqual([]);
  },
);

it.each(await builtIns.adapters('http'))(
  'every check of idempotency keys has a fault, and each has its place in the blog with them on %s',
  async (framework) => {
    const items = new Set(idempotencyFaults.map(({ item }) => item));
    expect([...items].toSorted()).toEqual(idempotencyChecks.map(({ item }) => item).toSorted());
    const features = 'auth-jwt,openapi,api-keys,idempotency';
    const blog = ['--preset', 'blog', '--features', features, '--framework', framework];
    expect(await withoutPlace(blog, plantableOn(framework, idempotencyFaults))).toEqual([]);
  },
);

it.each(await builtIns.adapters('http'))(
  'every check of sign-in by a provider has a fault, and each has its place in the blog with it on %s',
  async (framework) => {
    const items = new Set(oauthFaults.map(({ item }) => item));
    expect([...items].toSorted()).toEqual(oauthChecks.map(({ item }) => item).toSorted());
    const blog = ['--preset', 'blog', '--features', oauthFeatures, '--framework', framework];
    expect(await withoutPlace(blog, plantableOn(framework, oauthFaults))).toEqual([]);
  },
);

it.each(await builtIns.adapters('http'))(
  'every check of actions has a fault, and each has its place in the blog with them on %s',
  async (framework) => {
    const items = new Set(actionFaults.map(({ item }) => item));
    expect([...items].toSorted()).toEqual(actionChecks.map(({ item }) => item).toSorted());
    const blog = ['--preset', 'blog', ...actionArgs, '--framework', framework];
    expect(await withoutPlace(blog, plantableOn(framework, actionFaults))).toEqual([]);
  },
);

it.each(await builtIns.adapters('http'))(
  'every check of orders has a fault, and each has its place in the shop on %s',
  async (framework) => {
    const items = new Set(shopFaults.map(({ item }) => item));
    const checked = [...shopChecks, ...reportChecks].map(({ item }) => item);
    expect([...items].toSorted()).toEqual(checked.toSorted());
    const shop = ['--preset', 'shop', '--framework', framework];
    expect(await withoutPlace(shop, plantableOn(framework, shopFaults))).toEqual([]);
  },
);

it('every check of session cookies has a fault, and each has its place in the blog with them', async () => {
  const items = new Set(cookieFaults.map(({ item }) => item));
  expect([...items].toSorted()).toEqual(cookieChecks.map(({ item }) => item).toSorted());
  const blog = ['--preset', 'blog', '--features', 'auth-sessions,openapi'];
  expect(await withoutPlace(blog, cookieFaults)).toEqual([]);
});

async function withoutPlace(args: readonly string[], faults: readonly Fault[]): Promise<readonly string[]> {
  const project = await generate(args);
  const files = new ProjectFiles(project);
  const lost = faults.flatMap(({ item, title, edits }) => {
    try {
      planted(files, edits);
      return [];
    } catch (error) {
      return [`${item} ${title}: ${String(error)}`];
    }
  });
  project.remove();
  return lost;
}
