import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringLiteral, templateLiteral, templateText } from '../../src/core/quoting.js';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('`', '${', '$', '{', '}', '\\', "'", '"', '\r', '\n', '\u2028', 'x'))
    .map((parts) => parts.join('')),
);

it('a literal in generated source is the text, and runs nothing', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(runInNewContext(stringLiteral(value))).toBe(value);
      expect(runInNewContext(templateLiteral(value))).toBe(value);
      expect(runInNewContext(`\`a ${templateText(value)}, b ${templateText(value)}\``)).toBe(
        `a ${value}, b ${value}`,
      );
    }),
    { examples: [['${process.exit(1)}'], ['\\`${x}'], ['\r\n'], ['\\']] },
  );
});
