#!/usr/bin/env node
import { start } from '../src/cli/start.js';

await start('create-plinth');
