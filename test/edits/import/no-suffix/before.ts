import { b } from './b';
