import pluralize from 'pluralize';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Words that end in s and that pluralize takes for plurals. */
const singularsInS = words('lens canvas gas atlas bias bus campus bonus iris pancreas chaos virus alias');

/** Words whose plural ends as that of another word does, `caches` as `coaches` and `rookies` as `stories`. */
const silentE = words(`
  ache avalanche backache brioche cache cartouche cliche creche earache headache heartache moustache mustache niche pastiche psyche quiche
  tooth-ache toothache tranche
  auntie beanie bikie birdie bogie bookie boogie bootie brownie budgie cabbie caddie calorie collie cookie cutie dearie doggie eyrie
  foodie freebie genie goalie groupie hippie homie hoodie indie junkie laddie lassie lingerie magpie menagerie movie necktie newbie nightie
  oldie pinkie pixie prairie quickie reverie roadie rookie selfie smoothie sortie stogie sweetie talkie techie townie veggie walkie wedgie
  yuppie zombie`);

/** Words that are their own plural. */
const unchanged = words('sms dns gps ios texas metadata furniture knowledge settings preferences analytics');

const irregular: readonly (readonly [singular: string, plural: string])[] = [
  ['basis', 'bases'],
  ['axis', 'axes'],
  ['oasis', 'oases'],
  ['german', 'germans'],
  ['roman', 'romans'],
  ['agenda', 'agendas'],
  ['safari', 'safaris'],
  ...words('sku guru cpu gpu emu gnu tutu haiku caribou').map((word) => [word, `${word}s`] as const),
];

for (const word of singularsInS) pluralize.addIrregularRule(word, `${word}es`);
for (const word of silentE) pluralize.addIrregularRule(word, `${word}s`);
for (const word of unchanged) pluralize.addUncountableRule(word);
for (const [singular, plural] of irregular) pluralize.addIrregularRule(singular, plural);

/** The plural of a word in lower case. */
export const pluralOfWord = (word: string): string => pluralize.plural(word);

/** The singular of a word in any case. */
export const singularOfWord = (word: string): string => pluralize.singular(word);

const plurals = new Set(words('people children men women mice feet teeth geese'));

/** Singulars, and plurals that one thing is called by: `Settings`, `Points`. A plural of another ending may be any of them. */
const oneThing = new Set(
  words(`
  means works headquarters premises settings preferences points analytics metrics statistics credentials goods terms details contents
  earnings savings sales specs stats insights thanks glasses remains proceeds crossroads permissions options stocks lens news series
  species always perhaps sometimes less plus kudos kubernetes postgres jenkins`),
);

/** Whether a word can only be a plural: `posts`, `people`, and not `axis`, `sms`, `data` or `news`. */
export function isSurelyPlural(word: string): boolean {
  const lower = word.toLowerCase();
  if (plurals.has(lower)) return true;
  if (!/[^sui]s$/.test(lower) || /(?:as|os|ics|ews)$/.test(lower) || oneThing.has(lower)) return false;
  const singular = singularOfWord(lower);
  return (
    singular.length > 2 && /[aeiouy]/.test(singular) && singular !== lower && pluralOfWord(singular) === lower
  );
}
