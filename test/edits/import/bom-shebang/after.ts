#!/usr/bin/env node
import { postModule } from './modules/posts/post.routes.js';

run();
