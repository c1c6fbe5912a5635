export { type Unimported, withoutImportsOf } from '../edits/unimport.js';
