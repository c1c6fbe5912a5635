/** What most types may have. */
export const every = ['optional', 'hidden', 'readonly', 'default', 'description'] as const;
/** What a value of few bytes that are compared may have. */
export const key = ['unique', 'index', 'sortable'] as const;
/** What such a value may have that can be a part of a path. */
export const pathKey = [...key, 'lookup'] as const;
export const range = ['min', 'max'] as const;
