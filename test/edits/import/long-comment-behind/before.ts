import { a } from './a.js'; /* what
  follows */ run(a);
