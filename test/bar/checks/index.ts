import type { Check } from '../check.js';
import { accountChecks } from './accounts.js';
import { authorisationChecks } from './authorisation.js';
import { configurationChecks } from './configuration.js';
import { codeChecks } from './code.js';
import { contractChecks } from './contract.js';
import { databaseChecks } from './database.js';
import { documentChecks } from './documents.js';
import { observabilityChecks } from './observability.js';
import { packagingChecks } from './packaging.js';
import { restErrorChecks } from './rest-errors.js';
import { restInputChecks } from './rest-input.js';
import { restListChecks } from './rest-lists.js';
import { restWriteChecks } from './rest-writes.js';
import { structureChecks } from './structure.js';
import { tokenChecks } from './tokens.js';

/** Every check, in the order of the bar. */
export const checks: readonly Check[] = [
  ...configurationChecks,
  ...accountChecks,
  ...tokenChecks,
  ...authorisationChecks,
  ...restErrorChecks,
  ...restInputChecks,
  ...restListChecks,
  ...restWriteChecks,
  ...databaseChecks,
  ...observabilityChecks,
  ...documentChecks,
  ...packagingChecks,
  ...codeChecks,
  ...structureChecks,
  // Last, for it looks at what the others were answered.
  ...contractChecks,
];
