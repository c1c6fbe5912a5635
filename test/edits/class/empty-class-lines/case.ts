import { addMember } from '../../../../src/edits/class.js';
import { editCase } from '../../case.js';

export default editCase({
  edit: (text, path) =>
    addMember(
      text,
      path,
      { name: 'Post' },
      {
        name: 'comments',
        source: [
          '@OneToMany(() => Comment, (comment) => comment.post)',
          'comments?: Relation<Comment[]>;',
        ].join('\n'),
      },
    ),
});
