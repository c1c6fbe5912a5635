const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
const lower = (text: string): ReadonlySet<string> => words(text.toLowerCase());

/** Words of JavaScript and TypeScript that cannot be, or should not be, the name of a variable. */
export const languageWords = lower(`
  abstract any arguments as asserts async await boolean break case catch class const continue debugger declare default delete do else
  enum eval export extends false finally for from function get global globalThis if implements import in infer infinity instanceof
  interface is keyof let module namespace nan never new null number object of package private protected public readonly require return
  satisfies set static string super switch symbol this throw true try type typeof undefined unique unknown using var void while with yield`);

/** Properties that every object has: a field of that name would change what an object is. */
export const objectWords = lower(`
  constructor prototype __proto__ toString toLocaleString valueOf toJSON hasOwnProperty isPrototypeOf propertyIsEnumerable
  __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__`);

/** Columns that every entity has. */
export const builtInFields = words('id createdAt updatedAt deletedAt');

/** Those of them that an index may have beside the fields. */
export const momentFields: readonly string[] = ['createdAt', 'updatedAt'];

/** What the query string of a list means by itself: a field of such a name cannot be filtered by. */
export const queryWords = words('page limit cursor sort search include');

/** Columns that PostgreSQL gives to every table. */
export const systemColumns = words('tableoid xmin cmin xmax cmax ctid');

/** Entities and schemas of the API document that a project has already: two of one name could not both be there. Lower case. */
export const projectWords = lower(`
  AuthSession ChangePasswordBody CursorMeta HealthStatus LoginBody PageMeta ProblemDetails ProfileBody RefreshBody RegisterBody UpdateUser UserAccount
  UserAccountPage UserSummary`);

/** Operations that a project may have already, as their ids in the API document: `reset` of a Password would be another resetPassword. */
export const projectOperations = lower(`
  changeAddress changePassword changeProfile createApiKey deleteUser getAddress getUser listApiKeys listFailedJobs listSessions listUsers
  login logout logoutAll me refresh register requestAddressChange requestPasswordReset requestVerification resetPassword
  retryFailedJob revokeApiKey revokeSession signIn signOut updateUser verifyAddress`);

/** Tables that no resource makes: TypeORM's own, and the sessions of whoever is signed in. */
export const projectTables = words('migrations typeorm_metadata auth_sessions');

/** Paths of the API that features have: accounts, and failed jobs. */
export const projectPaths = words('auth jobs users');

/** Properties of the user entity. */
export const userFields = words(`
  id email name role disabled password passwordHash tokenVersion tokens refreshTokens sessions createdAt updatedAt deletedAt`);
