import { source } from '@/database/source';
import { a } from './a';
