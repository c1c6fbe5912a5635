export const blog = ['--preset', 'blog'] as const;
export const nestBlog = ['--framework', 'nest', ...blog] as const;

/**
 * Items of the blog that are tried in a file of their own, at the same time as the others. T4 is not one: what the project's own tests
 * ask and are answered is for P3 to look at.
 */
export const readsCode = /^(?:K\d+|T(?!4$)\d+)$/;
