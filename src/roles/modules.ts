export { type Unimported, withoutImportsOf } from '../edits/unimport.js';
export {
  exportedNames,
  type ModuleRenames,
  type RenamedExport,
  withRenamedModules,
} from '../edits/rename-modules.js';
