import { Column, Entity } from 'typeorm';
import { z } from 'zod';
import { a } from './a.js';
