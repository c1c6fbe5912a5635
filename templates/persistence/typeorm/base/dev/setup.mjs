// Loaded before the program by the npm scripts for development. The build has none of this directory.
import '../scripts/create-env.mjs';
import { provideEmbedded } from '../src/platform/database/embedded.js';
import { openEmbedded, openInMemory } from './embedded/database.js';

provideEmbedded({ open: () => openEmbedded('.data'), openInMemory });
