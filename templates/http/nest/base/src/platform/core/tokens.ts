/** What is injected and is no class: `@Inject(LOGGER) logger: Logger`. */
export const LOGGER = Symbol('Logger');
export const CONNECTIONS = Symbol('Connections');
