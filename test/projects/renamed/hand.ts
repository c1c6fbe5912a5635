import { type HandEdit, moved } from '../hand.js';

/** Files where another team would have put them. */
export default {
  title: 'the data source and an entity renamed and moved',
  apply: (files) =>
    moved(
      moved(files, 'src/database/data-source.ts', 'src/database/source/postgres.ts'),
      'src/modules/posts/post.entity.ts',
      'src/entities/post.ts',
    ),
} satisfies HandEdit;
