import type { Check } from '../check.js';
import { accountChecks } from './accounts.js';
import { accountChangeChecks } from './account-changes.js';
import { authorisationChecks } from './authorisation.js';
import { configurationChecks } from './configuration.js';
import { codeChecks } from './code.js';
import { connectionChecks } from './connections.js';
import { contractChecks } from './contract.js';
import { databaseLimitChecks } from './database-limits.js';
import { databaseListChecks } from './database-lists.js';
import { databaseMigrationChecks } from './database-migrations.js';
import { databaseReadinessChecks } from './database-readiness.js';
import { databaseStatementChecks } from './database-statements.js';
import { databaseWriteChecks } from './database-writes.js';
import { databaseChecks } from './database.js';
import { documentChecks } from './documents.js';
import { enumerationChecks } from './enumeration.js';
import { linkedListChecks } from './linked-lists.js';
import { listIndexChecks } from './list-indexes.js';
import { logChecks } from './logs.js';
import { observabilityChecks } from './observability.js';
import { ownTestsCatchChecks } from './own-tests-catch.js';
import { packagingChecks } from './packaging.js';
import { passwordChangeChecks } from './password-change.js';
import { restCachingChecks } from './rest-caching.js';
import { restErrorChecks } from './rest-errors.js';
import { restInputChecks } from './rest-input.js';
import { restListChecks } from './rest-lists.js';
import { restLookupChecks } from './rest-lookups.js';
import { restWriteChecks } from './rest-writes.js';
import { roleChecks } from './roles.js';
import { rowVersionChecks } from './row-versions.js';
import { sessionChecks } from './sessions.js';
import { shutdownChecks } from './shutdown.js';
import { speedChecks } from './speed.js';
import { structureChecks } from './structure.js';
import { throttlingChecks } from './throttling.js';
import { tokenChecks } from './tokens.js';
import { visibilityChecks } from './visibility.js';

/** Every check, in the order of the bar. */
export const checks: readonly Check[] = [
  ...configurationChecks,
  ...accountChecks,
  ...enumerationChecks,
  ...throttlingChecks,
  ...tokenChecks,
  ...sessionChecks,
  ...accountChangeChecks,
  ...passwordChangeChecks,
  ...authorisationChecks,
  ...roleChecks,
  ...visibilityChecks,
  ...restErrorChecks,
  ...restInputChecks,
  ...restListChecks,
  ...restLookupChecks,
  ...linkedListChecks,
  ...restWriteChecks,
  ...restCachingChecks,
  ...connectionChecks,
  ...databaseChecks,
  ...databaseStatementChecks,
  ...databaseWriteChecks,
  ...databaseMigrationChecks,
  ...databaseReadinessChecks,
  ...databaseListChecks,
  ...rowVersionChecks,
  ...listIndexChecks,
  ...databaseLimitChecks,
  ...shutdownChecks,
  ...observabilityChecks,
  ...logChecks,
  ...documentChecks,
  ...packagingChecks,
  ...codeChecks,
  ...ownTestsCatchChecks,
  ...speedChecks,
  ...structureChecks,
  // Last, for it looks at what the others were answered.
  ...contractChecks,
];
