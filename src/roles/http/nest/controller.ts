import { actorNeeds } from '../../../resource/shape/actor-needs.js';
import type { EndpointAccess, Shape } from '../../../resource/shape/shape.js';

/** What the controller template prints. */
export function controllerValues(shape: Shape) {
  const { read, write } = shape.rule;
  const actorFor = actorNeeds(shape);
  return {
    actorFor,
    hasActor: Object.values(actorFor).some(Boolean),
    hasIncludes: shape.include.length > 0,
    readAccess: accessOf(read),
    writeAccess: accessOf(write),
    accessDecorators: [read, write].flatMap((access) => decorators[access]),
  };
}

/** The decorators of `http/nest/partials/access.ejs`; who is signed in may do what has none. */
const decorators: Record<EndpointAccess, readonly string[]> = {
  public: ['Public'],
  authenticated: [],
  admin: ['AdminOnly'],
};

const accessOf = (access: EndpointAccess) => ({
  isPublic: access === 'public',
  isForAdmins: access === 'admin',
});
