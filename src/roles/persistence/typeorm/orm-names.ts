import { ormName } from '../../../resource/shape/imported-names.js';

/** What the file of an entity may use of TypeORM. */
const symbols = [
  'Check',
  'Column',
  'CreateDateColumn',
  'DeleteDateColumn',
  'Entity',
  'Index',
  'JoinColumn',
  'JoinTable',
  'ManyToMany',
  'ManyToOne',
  'OneToMany',
  'OneToOne',
  'PrimaryGeneratedColumn',
  'Relation',
  'Unique',
  'UpdateDateColumn',
] as const;

export type OrmSymbol = (typeof symbols)[number];

/** What each is called beside a class that may have the same name: `OrmColumn` beside a class `Column`. */
export function ormNames(own: string): Readonly<Record<OrmSymbol, string>> {
  return Object.fromEntries(symbols.map((symbol) => [symbol, ormName(symbol, own)])) as Record<
    OrmSymbol,
    string
  >;
}

/** The same in an import: `Column`, `Column as OrmColumn`, `type Relation`. */
export function ormImport(symbol: OrmSymbol, own: string): string {
  const local = ormName(symbol, own);
  return `${symbol === 'Relation' ? 'type ' : ''}${local === symbol ? symbol : `${symbol} as ${local}`}`;
}
