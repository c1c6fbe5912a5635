import { from './x';
