import commented from '../commented/hand.js';
import crlf from '../crlf/hand.js';
import entities from '../entities/hand.js';
import { both, type HandEdit } from '../hand.js';
import modulesRenamed from '../modules-renamed/hand.js';
import modulesReordered from '../modules-reordered/hand.js';
import packageJson from '../package/hand.js';
import reformatted from '../reformatted/hand.js';
import renamed from '../renamed/hand.js';
import reordered from '../reordered/hand.js';

export default {
  title: 'everything at once, on Express',
  on: 'express',
  apply: both(entities, reordered, modulesReordered, commented, packageJson, renamed, modulesRenamed, reformatted, crlf),
} satisfies HandEdit;
