import { longestName } from '../../src/resource/names-check.js';
import { everything } from '../adding/addables.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const pascal = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const camel = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);

/** Words that SQL, PostgreSQL or an ORM read in a way of their own. */
const sql = words(`
  order group select column index constraint check primary foreign references analyze offset union window grant collation freeze ilike
  natural verbose desc asc end between values left right authorization binary currentDate localtime sessionUser trigger view schema
  sequence type domain role row rows array interval timestamp time zone text integer real user cast coalesce exists having inner join
  limit distinct all any some both leading trailing deferrable initially lateral only overlaps placing similar symmetric tablesample
  variadic returning into using when then oid ctid xmin tableoid raw point box circle line path money name key value`);

export const sqlWords: ReadonlySet<string> = new Set(sql.map((word) => word.toLowerCase()));

/** Words that no variable can have as its name. */
export const keywords: ReadonlySet<string> = new Set(
  words(`
  await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in
  instanceof new null return super switch this throw true try typeof var void while with`),
);

/** Words of JavaScript and TypeScript, sound as the name of a property or not. */
const javascript = words(`
  await async break case class const default delete do enum export extends false finally for function if implements import in instanceof
  interface let new null package private protected public return static super switch this throw true try typeof var void while with yield
  abstract any as asserts bigint boolean declare from get global infer is keyof module namespace never number object of out override
  readonly require satisfies set string symbol undefined unique unknown accessor defer source arguments eval NaN Infinity`);

/** Irregular plurals, words without one, and words that look like one. */
const plurals = words(`
  news series sheep fish person child mouse criterion datum analysis basis axis sms chassis texas virus octopus cactus quiz hero leaf
  wife staff goose ox tooth foot index matrix vertex bus gas lens alias status bonus sku cache rookie selfie movie cookie zombie menu
  equipment information rice money species deer moose aircraft media medium data half knife echo potato photo piano cherry day key toy
  church box buzz stomach epoch agenda address process access class business glass pass boss kiss canvas atlas campus iris chaos corps
  crossroads headquarters means thesis oasis diagnosis ellipsis formula antenna larva stimulus syllabus focus fungus nucleus radius
  alumnus curriculum bacterium stratum phenomenon automaton schema stigma trauma appendix codex suffix prefix tax fax fez waltz hoof roof
  proof chief belief gulf dwarf scarf wolf shelf calf loaf thief safe cafe giraffe employee committee tree fee shoe toe canoe die pie tie
  lie hypothesis emphasis synthesis crisis insurance advice luggage music furniture homework software feedback trousers scissors jeans
  logs details settings points preferences metadata statistics physics politics gymnastics athletics mathematics`);

/** Short names, capitals, digits. */
const odd = words(`
  X a1 APIKey URL2 ID IOSApp B2BContract OAuth2Client HTMLPage line2Text S3Bucket x1y2z3 IPAddress vATNumber iPhone eBook tShirt
  userID userIds ids uuid2 isActive hasMany belongsTo aB aBC ABc Ab1 z9`);

/** What the code around a resource is made of, whatever today's templates call it. */
const code = words(`
  found changed created updated removed existing instant package app application server client request response reply context next error
  problem conflict notFound forbidden missing invalid page limit cursor sort filter search query list item items row rows record entity
  repository service controller module guard pipe dto schema body input output params headers payload result results answer answers
  token session account owner author actor member access role permission password secret hash key keys value values field fields name
  names title titles label kind type status state code count counter total number size length width index position offset first last
  prev previous current old new before after start begin until since from to by at on date time day month year week hour minute second
  timezone createdBy updatedBy deletedBy deleted archived version revision etag id2 pk ref refs link links url uri path route router
  method action event events job task queue worker log logger config options settings env environment feature flag mode level scope
  test tests spec factory sample fake stub mock fixture seed demo migration database connection transaction manager store pool driver
  table column relation relations join include includes inverse parent children self other another target source origin destination
  user users profile invoice order product customer data meta metadata json text string integer float decimal boolean bigint email slug
  save find lock insert remove update create read write get set has add clear delete map reduce filter some every push pop concat then
  catch call apply bind arguments caller prototype hasOwnProperty toString valueOf constructor sent outcome writer stranger expected
  other made seen path include row body changes answer one two first much wrong extra tag given wanted known`);

/** Nothing that PostgreSQL, a file system or a line of 80 characters could not cut. */
const long = [
  'customerSupportTicketAttachment',
  'relatedKnowledgeBaseArticles',
  'internationalStandardClassificationOfOccupations',
  'environmentalImpactAssessmentReportReviewCommitteeDecision',
  'a'.repeat(longestName - 1),
  `${'Long'.repeat(10)}Name`,
  'isbnOfTheVeryFirstEditionThatWasEverPrintedInThisCountry',
  'averageNumberOfDaysBetweenOrderAndDelivery',
].map(camel);

/** Every identifier of created projects, also with the resource's own name taken out: `postRepository`, `repository`. */
function identifiers(): readonly string[] {
  const found = new Set<string>();
  for (const files of everything) {
    for (const [path, text] of files) {
      if (!path.endsWith('.ts')) continue;
      for (const [word] of text.matchAll(/\b[A-Za-z]\w*\b/g)) found.add(word);
    }
  }
  const own = /(blog)?(posts?|tags?|comments?|product|audit|entry)/i;
  return [...new Set([...found].flatMap((word) => [word, word.replace(own, '')]))]
    .filter((word) => /^[A-Za-z][A-Za-z0-9]{0,40}$/.test(word))
    .sort();
}

const generated = identifiers();
/** Those that name a thing are asked more often than what tests say in a sentence. */
const capital = generated.filter((word) => /^[A-Z]/.test(word));

export interface WordList {
  readonly weight: number;
  readonly names: readonly string[];
}

const lists = (form: (word: string) => string): readonly WordList[] =>
  [
    { weight: 3, names: generated },
    { weight: 3, names: capital },
    { weight: 3, names: code },
    { weight: 2, names: sql },
    { weight: 1, names: javascript },
    { weight: 3, names: plurals },
    { weight: 1, names: odd },
    { weight: 1, names: long },
  ].map(({ weight, names }) => ({ weight, names: [...new Set(names.map(form))] }));

export const resourceWords = lists(pascal);
export const fieldWords = lists(camel);
/** Names of to-many relations are plurals, right ones and wrong ones. */
export const manyWords = lists((word) => `${camel(word)}s`.slice(0, longestName));
