import { source } from '@/database/source';
