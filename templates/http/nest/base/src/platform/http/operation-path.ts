/** The path of an operation below /api/v1: `/posts/:id`. */
export const operationPath = (path: string): string => path.replace(/^\/api\/v1(?=\/)/, '');
