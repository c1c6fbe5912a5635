import { a } from './a'
export const modules = [
  a,
  b,
  postModule
]
