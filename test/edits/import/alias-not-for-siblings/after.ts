import { source } from '@/database/source';
import { Post } from './post.entity';
