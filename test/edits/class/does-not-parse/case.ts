import { addMember } from '../../../../src/edits/class.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: 'src/modules.ts does not parse, so it was left alone.',
  edit: (text, path) =>
    addMember(
      text,
      path,
      { name: 'Post' },
      { name: 'state', source: ["@Column({ type: 'varchar' })", "state = 'draft';"].join('\n') },
    ),
});
