import { postModule } from './other.js';
