import { Column, Entity, OneToMany } from 'typeorm';
import { a } from './a.js';
