import { appendImportedToDecorator } from '../../../../src/edits/imported-item.js';
import { editCase } from '../../case.js';

const imports = { cls: { name: 'AppModule' }, decorator: 'Module', option: 'imports' };
const review = { symbol: 'ReviewModule', from: './reviews/review.module' };

export default editCase({
  imports: "import { ReviewModule } from './reviews/review.module.js';",
  growsLine: true,
  edit: (text, path) => appendImportedToDecorator(text, path, imports, review, { snippet: 'ReviewModule,' }),
});
