import { a } from './a.js'; run(a)
const b = 1
const c = 2
