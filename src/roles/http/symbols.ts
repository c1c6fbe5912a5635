/** `blogPost` of `src/modules/blog-posts/blog-post`. */
export function camelOf(module: string): string {
  const name = module.slice(module.lastIndexOf('/') + 1);
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `BlogPost` of `src/modules/blog-posts/blog-post`. */
export function pascalOf(module: string): string {
  const name = camelOf(module);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
