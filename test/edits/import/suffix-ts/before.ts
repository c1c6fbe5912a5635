import { b } from './b.ts';
