import { appendImported } from '../../../../src/edits/imported-item.js';
import { editCase } from '../../case.js';

const imports = { cls: { name: 'AppModule' }, decorator: 'Module', option: 'imports' };
const review = { symbol: 'ReviewModule', from: './reviews/review.module' };

export default editCase({
  imports: 'import { ReviewModule } from "./reviews/review.module"',
  edit: (text, path) => appendImported(text, path, { anchors: imports, named: review, snippet: 'ReviewModule,' }),
});
