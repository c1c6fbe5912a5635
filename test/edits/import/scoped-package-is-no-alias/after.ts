import { Module } from '@nestjs/common';
import { postModule } from './modules/posts/post.routes.js';
