/** What is injected and is no class: `@Inject(CONFIG) config: Config`. */
export const CONFIG = Symbol('Config');
export const LOGGER = Symbol('Logger');
export const CONNECTIONS = Symbol('Connections');
