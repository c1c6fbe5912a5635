import { presetSpec } from '../../src/cli/project/spec.js';
import type { Adapters } from '../../src/cli/planning/built-ins.js';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import type { ScalarField } from '../../src/resource/model.js';
import type { ParsedResource } from '../../src/resource/parsed.js';
import type { UserRoles } from '../../src/resource/user-roles.js';
import { choices, creation, type Files, filesOf } from './planning.js';

/** The example of the documentation. */
export const review = parseResourceLine(
  'Review rating:integer:min=1:max=5 body:text post:belongsTo=Post:inverse=reviews author:belongsTo=User',
);

/** Resources that use every field type, every kind of relation, both ends of them, most access levels, some of the operations, actions, rows that not everybody sees, and a check. */
export const representative = [
  'Tag name:string:max=100:unique state:enum=fresh,shown:default=fresh access=admin visible=state=shown',
  'Post title:string:max=200:searchable content:text:searchable slug:slug=title:lookup published:boolean:default=false author:belongsTo=User:inverse=posts:onDelete=cascade tags:manyToMany=Tag:inverse=posts access=owner visible=published',
  'Comment body:text:max=10000 post:belongsTo=Post:inverse=comments:onDelete=cascade author:belongsTo=User:inverse=comments:onDelete=cascade unique=post,author index=post,createdAt access=owner softDelete',
  'Address mail:email:unique:lookup site:url:optional code:uuid:optional user:belongsTo=User:unique:inverse=address access=private',
  'Product name:string:index stock:integer:min=0:default=0 views:bigint:default=0 weight:float:optional price:decimal:min=0 soldFrom:date:optional soldAt:datetime:default=now details:json:optional state:enum=draft,sold:default=draft parent:belongsTo=Product:optional unique=parent,name index=state,soldAt access=read',
  'NewsSeries title:string access=public',
  'Hook name:string:unique apiKey:string:hidden:index note:text:optional:hidden access=authenticated',
  'AuditEntry note:text access=internal tests=false',
  'Reading product:belongsTo=Product:optional access=authenticated',
  'Bundle tags:manyToMany=Tag access=authenticated',
  'Visit at:datetime:default=now slug:slug=page page:string:searchable post:belongsTo=Post:onDelete=cascade tags:manyToMany=Tag user:belongsTo=User unique=user,post access=private operations=list,get,create',
  'Setting label:string token:string:hidden mode:enum=on,off:default=on:readonly visit:belongsTo=Visit:optional access=authenticated operations=get,update action=switchOff:from=on:to=off:by=admin action=ring:body=times:integer:min=1',
  'Slot startsOn:date endsOn:date:optional opensAt:time:default=08:00 closesAt:time:optional check=startsOn<endsOn check=opensAt<=closesAt access=read',
].map(parseResourceLine);

/** A resource of which everybody sees every row. */
export const shownToAll = ({ visible: _visible, ...resource }: ParsedResource): ParsedResource => resource;

/** A resource as the preset had it before: everybody saw every row, and found them by their ids alone. */
export const asAtFirst = (resource: ParsedResource): ParsedResource => {
  const { fields, ...rest } = shownToAll(resource);
  return { ...rest, fields: fields.map((field) => (field.kind === 'scalar' ? withoutLookup(field) : field)) };
};

const withoutLookup = ({ lookup: _lookup, ...field }: ScalarField): ScalarField => field;

/** The blog of the preset, on the first pair of adapters unless another is named, and with its roles and resources unless others are. */
export async function blog(
  adapters?: Adapters,
  own?: UserRoles,
  become: (resource: ParsedResource) => ParsedResource = (resource) => resource,
): Promise<Files> {
  const { resources, features: ids = [], ...spec } = await presetSpec('blog');
  const roles = own ?? spec.roles ?? {};
  return filesOf(
    await creation({
      adapters,
      features: choices.filter(({ id }) => ids.includes(id)),
      resources: resources.map(become),
      roles,
    }),
  );
}
