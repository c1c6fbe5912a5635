import { stringLiteral } from '../../core/quoting.js';
import { namesOf } from '../../resource/names.js';
import { roleNames, type UserRoles } from '../../resource/user-roles.js';
import { defineFeature, type PlinthFeature } from '../../roles/tools.js';
import { roleValues } from './roles.js';

/** The migration that lets users have other roles; those with a role that goes are ordinary users. */
export function changedRoles(before: UserRoles, after: UserRoles): PlinthFeature {
  const name = migrationName(before, after);
  return defineFeature({
    id: `roles:${name}`,
    title: name,
    summary: 'The roles of users.',
    needs: ['http', 'persistence'],
    questions: {},
    plan({ draft, facts, persistence }) {
      const stamp = String(facts.now.getTime());
      const migration = `${name}${stamp}`;
      const { kebab } = namesOf(name);
      draft.render('roles', {
        stamp,
        kebab,
        migration,
        up: statements(before, after),
        down: statements(after, before),
      });
      persistence.migration(draft, {
        symbol: migration,
        from: `src/database/migrations/${stamp}-${kebab}`,
      });
    },
  });
}

/** `AddRoleEditor`; of several the first names it. */
function migrationName(before: UserRoles, after: UserRoles): string {
  const [added] = missingFrom(before, after);
  const [removed = ''] = missingFrom(after, before);
  return added === undefined ? `RemoveRole${namesOf(removed).pascal}` : `AddRole${namesOf(added).pascal}`;
}

const missingFrom = (some: UserRoles, all: UserRoles): readonly string[] =>
  Object.keys(all).filter((name) => !Object.hasOwn(some, name));

function statements(before: UserRoles, after: UserRoles) {
  const left = missingFrom(after, before);
  const { roleLength } = roleValues(after);
  return {
    leavesRoles: left.length > 0,
    left: left.map(stringLiteral).join(', '),
    isOtherLength: roleValues(before).roleLength !== roleLength,
    length: roleLength,
    names: roleNames(after).map(stringLiteral).join(', '),
  };
}
