import { describe, expect, it } from 'vitest';
import { ts } from '../../src/edits/compiler.js';
import { broughtBy } from '../../src/edits/imports.js';
import { parseSource } from '../../src/edits/source.js';
import { walk } from '../../src/edits/tree.js';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { fileTypes } from '../../src/resource/shape/imported-names.js';
import { languageWords } from '../../src/resource/reserved-names.js';
import { fileVariables } from '../../src/resource/shape/variables.js';
import { adapterPairs, choices, creation, type Files, filesOf } from './planning.js';

/** Every type, modifier, access level and kind of relation; `zeb` is in every name that is a resource's own. */
const zebras = [
  'Zebra zebt:string:searchable zebc:string:pattern=[A-Z]{2}:unique zebm:email:unique zebu:url zebr:uuid zebs:slug=zebt zebi:integer:min=0:max=9 zebb:bigint:min=1 zebf:float:min=1 zebd:decimal:min=0 zebo:boolean zeby:date:unique zeba:datetime:default=now zebn:datetime:optional zebh:time zebj:json zebe:enum=a,b check=zeba<zebn check=zebi<=zebb access=authenticated',
  'Zebcat zebt:string:unique zebp:belongsTo=Zebcat:optional:inverse=zebc access=read softDelete',
  'Zebteam zebt:datetime zebl:belongsTo=User:optional zebx:hasOne=Zebprofile zebi:hasMany=Zebitem access=admin',
  'Zebprofile zebm:boolean zebt:belongsTo=Zebteam:unique:onDelete=cascade access=internal',
  'Zebitem zebl:string zebs:slug=zebl zebt:belongsTo=Zebteam zebo:belongsTo=User:owner zebr:belongsTo=User:optional zebc:belongsTo=Zebcat:optional zebx:belongsTo=Zebprofile:optional zebmany:manyToMany=Zebitem zebw:manyToMany=User:inverse=zebv zeby:manyToMany=Zebprofile access=private softDelete',
  'Zebnote zebt:text zebi:belongsTo=Zebitem:inverse=zebn zeba:belongsTo=User access=owner',
  'Zebpub zebh:string:min=3:max=10 zebd:datetime access=public',
  'Zebact zebt:string zebe:enum=a,b:default=a:readonly zebo:belongsTo=User:owner action=zebdo:from=a:to=b action=zebrate:by=authenticated:body=zebn:decimal:min=0 access=private',
  'Zebvis zebo:boolean:default=false zebu:belongsTo=User:owner zebw:manyToMany=Zebpub access=owner visible=zebo',
  'Zebpart zebt:string:searchable zebv:belongsTo=Zebvis:inverse=zebp:onDelete=cascade zebw:belongsTo=User:owner access=owner',
];

describe.each(adapterPairs)('the files of a resource on $http and $persistence', (adapters) => {
  it('use no name that a row or a class of a resource could hide', async () => {
    const files = filesOf(
      await creation({ adapters, features: choices, resources: zebras.map(parseResourceLine) }),
    );
    const names = identifiersOf(files);
    expect(names).toEqual(expect.arrayContaining(['Promise', 'found', 'Page']));
    const types = names.filter((name) => /^[A-Z]/.test(name) && name !== 'User' && !fileTypes.has(name));
    const variables = names.filter((name) => /^[a-z]/.test(name) && !fileVariables.has(name));
    expect(types, 'add them to src/resource/shape/imported-names.ts').toEqual([]);
    // `visibleRows` is that of a resource Row.
    expect(names.filter((name) => /^visible[A-Z]/.test(name))).toEqual([]);
    expect(variables.filter(isNoRow), 'add them to src/resource/shape/variables.ts').toEqual([]);
  });
});

it('a field named as a function of the schemas brings no import of it', async () => {
  const resources = [parseResourceLine('Zebra instant:string bigintText:email range:boolean access=public')];
  const files = filesOf(await creation({ resources }));
  const schema = files.get('src/modules/zebras/zebra.schema.ts') ?? '';
  expect(schema).toContain('instant: z.string()');
  expect(schema.match(/import \{[^}]*\b(?:instant|bigintText)\b[^}]*\}/g)).toBeNull();
});

/** Names in the tests of an API never meet a row's: those are all called `row`. */
const isNoRow = (name: string): boolean =>
  !languageWords.has(name) && !/(?:Body|Fields|Filter|Module|Of|Query|Schema|Text|View)$/.test(name);

/** What the files of resources declare, import and refer to, but for what is named after a resource. */
function identifiersOf(files: Files): string[] {
  const own = [...files].filter(
    ([path]) => /\/zeb[a-z-]+\.[a-z.]+ts$/.test(path) && !path.endsWith('.api.test.ts'),
  );
  const names = own.flatMap(([path, text]) => {
    const source = parseSource(path, text);
    return source === undefined ? [] : walk(source.file).flatMap(namesAt);
  });
  return [...new Set(names)].filter((name) => !/zeb/i.test(name)).sort();
}

/** The names that a node binds or refers to; keys and members are of their objects. */
function namesAt(node: ts.Node): string[] {
  if (ts.isImportDeclaration(node)) return broughtBy(node).map(({ local }) => local);
  return ts.isIdentifier(node) && !isKey(node) ? [node.text] : [];
}

function isKey(name: ts.Identifier): boolean {
  const of = name.parent;
  if (ts.isBindingElement(of) || ts.isExportSpecifier(of)) return name === of.propertyName;
  const keyed =
    ts.isPropertyAccessExpression(of) ||
    ts.isPropertyAssignment(of) ||
    ts.isClassElement(of) ||
    ts.isTypeElement(of);
  return keyed && name === of.name;
}
