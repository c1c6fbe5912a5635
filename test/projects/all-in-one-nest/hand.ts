import commented from '../commented/hand.js';
import crlf from '../crlf/hand.js';
import entities from '../entities/hand.js';
import guards from '../guards-elsewhere/hand.js';
import { both, type HandEdit } from '../hand.js';
import packageJson from '../package/hand.js';
import reformatted from '../reformatted/hand.js';
import renamed from '../renamed/hand.js';
import reordered from '../reordered/hand.js';
import others from '../root-among-others/hand.js';
import rootMoved from '../root-moved/hand.js';
import several from '../root-of-several/hand.js';

export default {
  title: 'everything at once, on Nest',
  on: 'nest',
  apply: both(entities, reordered, guards, others, several, commented, packageJson, renamed, rootMoved, reformatted, crlf),
} satisfies HandEdit;
