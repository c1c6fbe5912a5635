import { beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/modules/users/user.entity.js';
import { UserService } from '../../src/modules/users/user.service.js';
import { actorOf, FakeAccounts, FakeEvents } from './fake-accounts.js';

const anyRow = (): boolean => true;
const kind = (name: string) => expect.objectContaining({ kind: name });

const events = new FakeEvents();
let accounts: FakeAccounts;
let service: UserService;
let admin: User;
let user: User;

beforeEach(() => {
  accounts = new FakeAccounts();
  events.all.length = 0;
  service = new UserService(accounts.users, {
    sessions: accounts.sessions,
    events,
    logger: { info: () => undefined },
  });
  admin = accounts.add({ role: 'admin' });
  user = accounts.add({});
});

const request = { limit: 20, page: 1, sort: [], filters: [], include: [] };

describe('UserService', () => {
  it('lists users for an admin only', async () => {
    expect((await service.list(actorOf(admin), request)).data).toHaveLength(2);
    await expect(service.list(actorOf(user), request)).rejects.toEqual(kind('forbidden'));
  });

  it('shows somebody to themself and to an admin', async () => {
    expect((await service.get(actorOf(user), user.id)).id).toBe(user.id);
    expect((await service.get(actorOf(admin), user.id)).id).toBe(user.id);
  });

  it('refuses a stranger alike, whether the user exists or not', async () => {
    for (const id of [admin.id, crypto.randomUUID()]) {
      await expect(service.get(actorOf(user), id)).rejects.toEqual(kind('forbidden'));
    }
  });

  it('knows who is not there', async () => {
    const id = crypto.randomUUID();
    const missing = { kind: 'not-found', message: 'There is no user with this id.' };
    await expect(service.get(actorOf(admin), id)).rejects.toMatchObject(missing);
    const changed = service.update(actorOf(admin), id, { name: 'x' }, anyRow);
    await expect(changed).rejects.toMatchObject(missing);
    await expect(service.remove(actorOf(admin), id, anyRow)).rejects.toMatchObject(missing);
  });

  it('changes a user for an admin only', async () => {
    const changed = await service.update(actorOf(admin), user.id, { name: 'New' }, anyRow);
    expect(changed.name).toBe('New');
    expect(changed.role).toBe('user');
    await expect(service.update(actorOf(user), user.id, { role: 'admin' }, anyRow)).rejects.toEqual(
      kind('forbidden'),
    );
    await expect(service.remove(actorOf(user), user.id, anyRow)).rejects.toEqual(kind('forbidden'));
  });

  it('says when somebody is given a role, and only then', async () => {
    const change = (role: 'admin' | 'user') =>
      service.update(actorOf(admin), user.id, { role, name: 'Ann' }, anyRow);
    await change('admin');
    expect(events.all).toEqual([`roleGiven ${user.id}`]);
    await change('admin');
    await change('user');
    expect(events.all).toHaveLength(1);
  });

  it('ends the sessions of somebody who is disabled', async () => {
    await accounts.sessions.insert(user.id, 'hash', new Date(Date.now() + 1000));
    await service.update(actorOf(admin), user.id, { name: 'Still in' }, anyRow);
    expect(accounts.live(user.id)).toBe(1);
    await service.update(actorOf(admin), user.id, { disabled: true }, anyRow);
    expect(accounts.live(user.id)).toBe(0);
  });

  it('changes nothing when the row is not as the caller saw it', async () => {
    const changed = () => false;
    await expect(service.update(actorOf(admin), user.id, { name: 'New' }, changed)).rejects.toEqual(
      kind('precondition-failed'),
    );
    await expect(service.remove(actorOf(admin), user.id, changed)).rejects.toEqual(
      kind('precondition-failed'),
    );
    expect(accounts.rows.get(user.id)?.name).toBe('Somebody');
  });

  it.each([{ role: 'user' as const }, { disabled: true }])(
    'lets no admin do %o to themself',
    async (changes) => {
      accounts.add({ role: 'admin' });
      await expect(service.update(actorOf(admin), admin.id, changes, anyRow)).rejects.toMatchObject(
        { kind: 'conflict', message: expect.stringContaining('yourself') },
      );
    },
  );

  it('lets no admin remove themself', async () => {
    accounts.add({ role: 'admin' });
    await expect(service.remove(actorOf(admin), admin.id, anyRow)).rejects.toEqual(
      kind('conflict'),
    );
  });

  it('keeps the last admin, whoever asks', async () => {
    const second = accounts.add({ role: 'admin' });
    const asker = actorOf(second);
    accounts.add({ ...second, role: 'user' });
    const refusal = { kind: 'conflict', message: expect.stringContaining('last administrator') };
    await expect(service.remove(asker, admin.id, anyRow)).rejects.toMatchObject(refusal);
    const demoted = service.update(asker, admin.id, { role: 'user' }, anyRow);
    await expect(demoted).rejects.toMatchObject(refusal);
  });

  it('demotes and removes one admin of several', async () => {
    const [second, third] = [accounts.add({ role: 'admin' }), accounts.add({ role: 'admin' })];
    await service.update(actorOf(third), admin.id, { role: 'user' }, anyRow);
    await service.remove(actorOf(third), second.id, anyRow);
    expect(accounts.rows.get(admin.id)?.role).toBe('user');
    expect(accounts.rows.has(second.id)).toBe(false);
  });
});
