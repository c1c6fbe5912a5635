const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
const lower = (text: string): ReadonlySet<string> => words(text.toLowerCase());

/** Words of JavaScript and TypeScript that cannot be, or should not be, the name of a variable. */
export const languageWords = lower(`
  abstract any arguments as asserts async await boolean break case catch class const continue debugger declare default delete do else
  enum eval export extends false finally for from function get global globalThis if implements import in infer infinity instanceof
  interface is keyof let module namespace nan never new null number object of package private protected public readonly require return
  satisfies set static string super switch symbol this throw true try type typeof undefined unique unknown using var void while with yield`);

/** Of those, the ones that are sound as the name of a property or column: `type`, `from`, `number` … */
export const soundAsField = lower(`
  abstract any as asserts boolean declare from get global infer is keyof module namespace number object of package public readonly
  require satisfies set string symbol type unique unknown using`);

/** Names every object has, or that change what an object is. */
export const objectWords = lower(`
  constructor prototype __proto__ toString toLocaleString valueOf toJSON hasOwnProperty isPrototypeOf propertyIsEnumerable
  __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ then`);

/** Columns that every entity has. */
export const builtInFields = words('id createdAt updatedAt deletedAt');

/** Names that a list's query string uses. */
export const queryWords = words('page limit cursor sort search include');

/** Columns that PostgreSQL gives to every table. */
export const systemColumns = words('tableoid xmin cmin xmax cmax ctid');

/** What the generated project calls its own things, and the library names that its modules import. Lower case. */
export const projectWords = lower(`
  Actor App Application Auth Config Controller Core Cursor Database DataSource Entity Env Express Handler Health Http Index Injectable Jwt ListQuery Logger
  ChangePassword CursorMeta Login PageMeta Precondition Refresh Register UserAccount
  Middleware Migration Module NextFunction OpenApi Page Password Problem Query RefreshToken Repository Request Response Router Schema
  Seed Server Session Swagger TestApp Token User
  Array BigInt Boolean Buffer Date Error Function Infinity Intl Iterator JSON Map Math Number Object Promise Proxy Reflect RegExp Set
  String Symbol WeakMap WeakSet WeakRef Uint8Array Process Console Record Partial Readonly Required Pick Omit Exclude Extract NonNullable
  Parameters ReturnType Awaited
  Column BaseEntity Brackets Check Unique JoinColumn JoinTable ManyToMany ManyToOne OneToMany OneToOne PrimaryColumn
  PrimaryGeneratedColumn CreateDateColumn UpdateDateColumn DeleteDateColumn VersionColumn EntityManager QueryRunner QueryBuilder
  SelectQueryBuilder MigrationInterface Relation RelationId Table TableIndex TableColumn TableForeignKey Raw`);

/** Properties of the user entity. */
export const userFields = words(`
  id email name role disabled password passwordHash tokenVersion tokens refreshTokens sessions createdAt updatedAt deletedAt`);
