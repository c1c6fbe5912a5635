import { describe, expect, it } from 'vitest';
import { addResourceWords, resourceLine } from '../../src/cli/output/command-line.js';
import {
  parseFieldsLine,
  parseResource,
  parseResourceLine,
} from '../../src/resource/language/field-language.js';
import { parseSpec, specText } from '../../src/resource/spec/spec-file.js';

const nasty = `It's "b" \`c\` \${d} \\n */ <%= 1 %>: 日本 😀 e\u0301`;

describe('what a resource is', () => {
  it('is said at the end of a line, with all that follows', () => {
    const line = 'Shop name:string access=public description=A shop: it has description=x access=admin';
    const { access, description, fields } = parseResourceLine(line);
    expect([access, description]).toEqual(['public', 'A shop: it has description=x access=admin']);
    expect(fields.map(({ name }) => name)).toEqual(['name']);
  });

  it('is the same from a line, the command line and a spec file', () => {
    const shop = parseResource('Shop', [`name:string:description=${nasty.replaceAll(':', '\\:')}`], {
      description: `  ${nasty} `,
    });
    expect(shop.description).toBe(nasty.normalize());
    expect(shop.fields).toMatchObject([{ description: nasty.normalize() }]);
    const spec = specText({ resources: [shop] });
    expect(parseSpec(spec, 'plinth.yaml').resources).toEqual([shop]);
    expect(addResourceWords(shop)).toEqual(expect.arrayContaining(['--description', nasty.normalize()]));
    expect(parseResourceLine(resourceLine({ ...shop, tests: false }))).toEqual({ ...shop, tests: false });
    const plain = parseResource('Shop', ['name:string'], { description: nasty });
    expect(parseResourceLine(resourceLine({ ...plain, softDelete: true }))).toEqual({
      ...plain,
      softDelete: true,
    });
  });

  it('is said of a field in a line, with spaces after a backslash', () => {
    const { fields } = parseResourceLine('Shop a:string:description=Its\\ a:\\ x\\ description=y b:text');
    expect(fields).toMatchObject([{ description: 'Its a: x description=y' }, { name: 'b' }]);
    expect(parseFieldsLine('a:string:description=Its\\ a b:text')).toMatchObject([
      { description: 'Its a' },
      { name: 'b' },
    ]);
  });

  it.each([
    ['', /Resource "Shop": the description is empty\./, /leave it out/],
    [' \t', /is empty/, /leave it out/],
    ['x'.repeat(201), /has 201 characters/, /at most 200/],
    ['one\ntwo', /"one\\u\{a\}two" is not one line/, /one line/],
    ['one\u0000', /is not one line/, /one line/],
    ['one\u2029two', /is not one line/, /one line/],
    ['one\ud800', /is not one line/, /one line/],
    ['one\\', /backslash/, /Remove/],
    ['one\\:two', /backslash/, /Remove/],
  ])('is one line of some characters, and not %j', (description, message, remedy) => {
    const read = () => parseResource('Shop', ['name:string'], { description });
    expect(read).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(message),
        remedy: expect.stringMatching(remedy),
      }),
    );
  });

  it('may have 200 characters', () => {
    const description = 'é'.repeat(200);
    expect(parseResource('Shop', ['name:string'], { description })).toMatchObject({ description });
  });

  it('is refused in a spec file with its place', () => {
    const text = 'resources:\n  Shop:\n    description: ""\n    fields: { name: string }\n';
    expect(() => parseSpec(text, 'plinth.yaml')).toThrow(/plinth\.yaml:2:3: .*description is empty/);
  });
});
