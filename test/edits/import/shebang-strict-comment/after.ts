#!/usr/bin/env node
// @ts-check
'use strict'; // on
import { postModule } from './modules/posts/post.routes.js';

// starts it
main();
