import { describe, expect, it } from 'vitest';
import { rowsVisibleTo, where, within } from '../../../src/platform/database/visible-rows.js';
import type { Actor } from '../../../src/platform/http/actor.js';

const published = where((row) => `"${row}"."published"`);
const user: Actor = { id: 'somebody', role: 'user' };

/** Whom rows of `users` belong to stands for any owner: that permission is there in every project. */
const visible = (actor: Actor | undefined) =>
  rowsVisibleTo(actor, { all: 'users:read', owner: 'owner_id', shown: [published] });

describe('rows that not everybody may read', () => {
  it('are those for everybody, where nobody has signed in', () => {
    const { sql, parameters } = visible(undefined);
    expect([sql('row'), parameters]).toEqual(['("row"."published")', {}]);
  });

  it('are also one’s own', () => {
    const { sql, parameters } = visible(user);
    expect(sql('row')).toBe('("row"."owner_id" = :viewerId OR ("row"."published"))');
    expect(parameters).toEqual({ viewerId: 'somebody' });
  });

  it('are all of them with the permission', () => {
    expect(visible({ ...user, role: 'admin' }).sql('row')).toBe('TRUE');
  });

  it('are those for everybody with credentials that are not good for reading', () => {
    expect(visible({ ...user, scopes: [] }).parameters).toEqual({});
    expect(visible({ ...user, role: 'admin', scopes: [] }).sql('row')).toBe('("row"."published")');
    expect(visible({ ...user, scopes: ['users:read'] }).parameters).toEqual({
      viewerId: 'somebody',
    });
  });

  it('are those for everybody where nobody owns them', () => {
    const { sql } = rowsVisibleTo(user, { all: 'users:read', shown: [published] });
    expect(sql('row')).toBe('("row"."published")');
  });

  it('belong to a row that may be read, however deep', () => {
    const post = within('post_id', 'posts', visible(user));
    const { sql, parameters } = rowsVisibleTo(undefined, {
      all: 'users:read',
      shown: [published, within('comment_id', 'comments', post)],
    });
    expect(sql('row')).toBe(
      '("row"."published" AND EXISTS (SELECT FROM "comments" "row_" WHERE "row_"."id" = "row"."comment_id" AND ' +
        'EXISTS (SELECT FROM "posts" "row__" WHERE "row__"."id" = "row_"."post_id" AND ' +
        '("row__"."owner_id" = :viewerId OR ("row__"."published")))))',
    );
    expect(parameters).toEqual({ viewerId: 'somebody' });
  });
});
