/** A field of each type, as one can be added to a table with rows, with each modifier that changes a file. */
export const everyType = [
  'subtitle:string:optional:max=80:searchable',
  'summary:text:optional',
  'contact:email:optional:unique:lookup',
  'site:url:optional',
  'reference:uuid:optional:index',
  'readingTime:integer:default=1:min=0:index',
  'views:bigint:default=0:readonly',
  'ratio:float:optional:min=0:max=1',
  'price:decimal:default=0:min=0',
  'featured:boolean:default=false',
  'day:date:optional:description=The day, such as 2030-01-31',
  'seenAt:datetime:default=now:readonly',
  'opensAt:time:default=08:00:min=06:00',
  'extra:json:optional',
  'status:enum=draft,published:default=draft',
  'apiKey:string:optional:hidden',
];

/** The same of users, whose list is not searched by them. */
export const userFieldsOfEveryType = everyType.map((text) =>
  text.replace(/:(?:searchable|index|lookup)(?=:|$)/g, ''),
);
