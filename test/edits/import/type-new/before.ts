import { draft } from './draft.js';
