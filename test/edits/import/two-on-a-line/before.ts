import { a } from './a.js'; run({
  a,
});
