import { draft, type Draft } from './draft.js';
