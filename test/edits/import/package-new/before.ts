import { Column, Entity } from 'typeorm';
import { a } from './a.js';
