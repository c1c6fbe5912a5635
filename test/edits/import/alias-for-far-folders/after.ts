import { source } from '@/database/source';
import { a } from './a';
import { Tag } from '@/modules/tags/tag.entity';
