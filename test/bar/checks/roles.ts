import type { Resource } from '../../../src/resource/model.js';
import { namesOfResource } from '../../../src/resource/names.js';
import { type Check, noFlaws, noRoles } from '../check.js';
import type { Operation } from '../document.js';
import { show } from '../http.js';
import type { Live } from '../subject.js';
import { base, type Person } from '../world.js';

const actions: Readonly<Record<string, string>> = {
  get: 'read',
  post: 'create',
  put: 'update',
  patch: 'update',
  delete: 'delete',
};

/** Whether somebody with these permissions who owns no row may do it, by the bar's own reading of them. */
function isAllowed(
  { access, ...resource }: Resource,
  { method, path }: Operation,
  grants: readonly string[],
): boolean {
  const { path: name } = namesOfResource(resource);
  const action = actions[method] ?? method;
  const isGranted = grants.some((grant) => {
    const [what, does = '*'] = grant.split(':');
    return (what === '*' || what === name) && (does === '*' || does === action);
  });
  const isRead = method === 'get';
  const isOfRow = path.includes('{');
  if (access === 'internal' || (access === 'admin' && !isRead)) return isGranted;
  if (access === 'owner' && isOfRow && !isRead) return isGranted;
  if (access === 'private' && isOfRow) return isGranted;
  return true;
}

const z5: Check = {
  item: 'Z5',
  title: 'each role may do what it is granted, and nothing else, by any operation',
  how: '`src/permissions.ts` has a row for each role; endpoints and services ask `can(actor, permission)`.',
  async run(subject) {
    const live = await subject.live();
    const roles = Object.entries(live.world.roles);
    if (roles.length === 0) return noRoles;
    const flaws: string[] = [];
    for (const [role, grants] of [['user', []] as const, ...roles]) {
      const { token } = await live.world.signUp(role);
      flaws.push(...(await tried(live, token, grants)).map((flaw) => `${role}: ${flaw}`));
    }
    noFlaws(flaws);
  },
};

/** Every operation on somebody else's row. */
async function tried(
  { client, document, world }: Live,
  token: string,
  grants: readonly string[],
): Promise<readonly string[]> {
  const flaws: string[] = [];
  for (const operation of document.api) {
    const resource = world.resourceAt(operation.path);
    if (resource === undefined) continue;
    const path = await world.pathFor(operation);
    const body = operation.body && (await world.bodyFor(operation));
    const answer = await client.ask(operation.method, path, { token, body });
    const allowed = isAllowed(resource, operation, grants);
    const refusals = resource.access === 'private' ? [403, 404] : [403];
    const isAsSaid = allowed ? answer.status < 300 : refusals.includes(answer.status);
    if (!isAsSaid) flaws.push(`${allowed ? 'refused' : 'let through'}: ${show(answer)}`);
  }
  return flaws;
}

const z6: Check = {
  item: 'Z6',
  title: 'only an admin gives roles, and who loses one may do no more from the next request on',
  how: 'The role is read with the session for each request, and no body but that of `PATCH /users/{id}` has one.',
  async run(subject) {
    const { client, document, world } = await subject.live();
    const [first] = Object.entries(world.roles);
    if (first === undefined) return noRoles;
    const [role, grants] = first;
    const person = await world.signUp(role);
    const setRole = (to: string, by: Person) =>
      client.ask('patch', `${base}/users/${person.id}`, { token: by.token, body: { role: to } });
    const granted = document.api.find((operation) => {
      const resource = operation.method === 'delete' ? world.resourceAt(operation.path) : undefined;
      return resource && isAllowed(resource, operation, grants) && !isAllowed(resource, operation, []);
    });
    if (granted === undefined) throw new Error(`The role ${role} is granted no deletion.`);
    const deletion = async () => client.ask('delete', await world.pathFor(granted), { token: person.token });

    const raised = await setRole('admin', person);
    const strange = await setRole('emperor', await world.admin());
    const before = await deletion();
    const demoted = await setRole('user', await world.admin());
    const after = await deletion();
    noFlaws([
      ...(raised.status === 403 ? [] : [`made themself an admin: ${show(raised)}`]),
      ...(strange.status === 422 ? [] : [`a role that is none: ${show(strange)}`]),
      ...(before.status === 204 ? [] : [`with the role: ${show(before)}`]),
      ...(demoted.status === 200 ? [] : [`not demoted: ${show(demoted)}`]),
      ...(after.status === 403 ? [] : [`after the demotion: ${show(after)}`]),
    ]);
  },
};

export const roleChecks: readonly Check[] = [z5, z6];
