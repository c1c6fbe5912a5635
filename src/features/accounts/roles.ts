import { stringLiteral } from '../../core/quoting.js';
import { roleNames, type UserRoles } from '../../resource/user-roles.js';

/** What the table of users says of roles: their names as SQL and TypeScript write them, and how long the column is. */
export function roleValues(added: UserRoles) {
  const names = roleNames(added);
  return {
    roleNames: names.map(stringLiteral).join(', '),
    roleLength: Math.max(10, ...names.map((name) => name.length)),
  };
}
