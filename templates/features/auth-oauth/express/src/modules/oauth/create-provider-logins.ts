import type { AppContext } from '../../platform/context.js';
import { Passwords } from '../auth/passwords.js';
import { AccountEvents } from '../users/account-events.js';
import { AuthSession } from '../users/session.entity.js';
import { SessionRepository } from '../users/session.repository.js';
import { User } from '../users/user.entity.js';
import { UserRepository } from '../users/user.repository.js';
import { LinkedIdentityRepository } from './linked-identity.repository.js';
import { LoginFlowRepository } from './login-flow.repository.js';
import { LoginFlows } from './login-flows.js';
import { ProviderLogins } from './provider-logins.js';
import { configuredProviders } from './providers.js';

/** For those that open sessions. */
export function createProviderLogins({ config, cursors, dataSource, logger }: AppContext) {
  const { manager } = dataSource;
  const users = new UserRepository(dataSource.getRepository(User), cursors);
  const sessions = new SessionRepository(dataSource.getRepository(AuthSession));
  const flows = new LoginFlowRepository(manager);
  const logins = new ProviderLogins(users, sessions, {
    flows: new LoginFlows(configuredProviders(config), { flows, config, logger }),
    identities: new LinkedIdentityRepository(manager),
    events: new AccountEvents(manager),
    passwords: new Passwords(),
    logger,
  });
  return { logins, users, sessions };
}
