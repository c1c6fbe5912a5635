/**
 * Classes, types and functions that the files of a resource use beside its own: of TypeORM, of the framework, of the project, and of
 * JavaScript. An entity with such a name is imported as another one: `import { Page as PageEntity }`.
 */
export const fileTypes: ReadonlySet<string> = new Set(
  `
  Actor Answer ApiCreatedResponse ApiNoContentResponse ApiOkResponse ApiOperation ApiTags Body Changes Check Column Comparison Condition Controller
  CreateDateColumn CurrentActor Cursors DataSource DataSourceSettings Delete DeleteDateColumn Entity EntityManager Get HttpCode Id In Include Index
  InjectRepository Injectable Input JoinColumn JoinTable ListRequest Loadable ManyToMany ManyToOne MigrationInterface Module OneToMany OneToOne Only OptionalSignIn Page Param Patch Post
  Precondition PrimaryGeneratedColumn Public Put Query QueryRunner Relation Repository Req Request Res Response Result RowReader
  SelectQueryBuilder SignedInUser SnakeNaming TestApp TypeOrmModule Unique UpdateDateColumn Work
  Array ArrayBuffer BigInt Boolean Buffer Date Error Exclude Extract Function Infinity Intl Iterator JSON Map Math NaN NonNullable Number
  Object Omit Parameters Partial Pick Promise Proxy Readonly ReadonlyArray ReadonlyMap ReadonlySet Record Reflect RegExp Required
  ReturnType Set String Symbol Uint8Array URL WeakMap WeakRef WeakSet Awaited
  `
    .trim()
    .split(/\s+/),
);

/** What an entity's class is called in the files that import it. */
export const importedAs = (entity: string): string => (fileTypes.has(entity) ? `${entity}Entity` : entity);

/** An import from TypeORM in the file of an entity, which may have the name itself: `Column`, or `Column as OrmColumn`. */
export const ormName = (symbol: string, own: string): string => (symbol === own ? `Orm${symbol}` : symbol);

/** An import of an entity's class: `Post`, or `Page as PageEntity`. */
export function entityImport(entity: string): string {
  const local = importedAs(entity);
  return local === entity ? entity : `${entity} as ${local}`;
}
