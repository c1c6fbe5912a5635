import { describe, expect, it } from 'vitest';
import { exportedNames, type ModuleRenames, withRenamedModules } from '../../src/edits/rename-modules.js';

const entity = { symbol: 'Article', local: 'PostEntity', nextLocal: 'Article' };
const service = { symbol: 'ArticleService', local: 'PostService', nextLocal: 'ArticleService' };

const renames: ModuleRenames = {
  moved: (path) =>
    path.startsWith('src/posts/')
      ? path.replace('/posts/', '/articles/').replace('/post.', '/article.')
      : undefined,
  exports: (path): ReadonlyMap<string, typeof entity> => {
    if (path === 'src/posts/post.entity.ts') return new Map([['Post', entity]]);
    return new Map(path === 'src/posts/post.service.ts' ? [['PostService', service]] : []);
  },
};

const renamed = (text: string, path = 'src/app.ts') => withRenamedModules(text, path, renames);

describe('names of modules and of what they export', () => {
  it.each([
    [
      'an import and its uses',
      "import { Post } from './posts/post.entity.js';\nlet a: Post = new Post(x.Post, { Post: 1 });\n",
      "import { Article } from './articles/article.entity.js';\nlet a: Article = new Article(x.Post, { Post: 1 });\n",
    ],
    [
      'a shorthand property keeps its name',
      "import { PostService } from '@/posts/post.service';\nf({ PostService });\n",
      "import { ArticleService } from '@/articles/article.service';\nf({ PostService: ArticleService });\n",
    ],
    [
      'the name that it is usually imported by',
      "import { type Post as PostEntity, other } from './posts/post.entity.js';\nlet a: PostEntity;\n",
      "import { type Article, other } from './articles/article.entity.js';\nlet a: Article;\n",
    ],
    [
      'a name of its own stays',
      "import { Post as P } from './posts/post.entity.js';\nlet a: P;\n",
      "import { Article as P } from './articles/article.entity.js';\nlet a: P;\n",
    ],
    [
      'where the new name is taken',
      "import { Post } from './posts/post.entity.js';\nclass Article {}\nlet a: Post;\n",
      "import { Article as Post } from './articles/article.entity.js';\nclass Article {}\nlet a: Post;\n",
    ],
    [
      'where it is taken further inside',
      "import { Post } from './posts/post.entity.js';\nfunction f(Article: number): Post {}\n",
      "import { Article as Post } from './articles/article.entity.js';\nfunction f(Article: number): Post {}\n",
    ],
    [
      'what is passed on keeps its name',
      "export { Post } from './posts/post.entity.js';\nexport * from './posts/post.service.js';\n",
      "export { Article as Post } from './articles/article.entity.js';\nexport * from './articles/article.service.js';\n",
    ],
    [
      'what is exported again keeps its name',
      "import { Post } from './posts/post.entity.js';\nexport { Post };\n",
      "import { Article } from './articles/article.entity.js';\nexport { Article as Post };\n",
    ],
    [
      'imports at run time, and mocks',
      "vi.mock('./posts/post.service.js');\nconst { a } = await import('./posts/post.entity.js');\nf('posts/post.entity');\n",
      "vi.mock('./articles/article.service.js');\nconst { a } = await import('./articles/article.entity.js');\nf('posts/post.entity');\n",
    ],
    [
      'a folder',
      "import { a } from './posts';\nimport { b } from './posts/index.js';\nimport { c } from '@/posts/helper.js';\n",
      "import { a } from './articles';\nimport { b } from './articles/index.js';\nimport { c } from '@/articles/helper.js';\n",
    ],
    [
      'a package or another file of that name',
      "import { Post } from 'posts';\nimport { PostService } from './old/post.service.js';\nlet a: Post;\n",
      "import { Post } from 'posts';\nimport { PostService } from './old/post.service.js';\nlet a: Post;\n",
    ],
    ['a file that does not parse', "import { Post } from './posts/post.entity.js'; {", undefined],
  ])('%s', (_, text, expected) => {
    expect(renamed(text)).toBe(expected ?? text);
  });

  it('in a moved file itself', () => {
    const text =
      "import { Post } from './post.entity.js';\n/** Posts. */\nexport class PostService {\n  Post = 1;\n  f(a: Post): PostService {}\n}\nexport const posts = 1;\n";
    expect(renamed(text, 'src/posts/post.service.ts')).toBe(
      "import { Article } from './article.entity.js';\n/** Posts. */\nexport class ArticleService {\n  Post = 1;\n  f(a: Article): ArticleService {}\n}\nexport const posts = 1;\n",
    );
    expect(exportedNames(text, 'a.ts')).toEqual(['PostService', 'posts']);
  });
});
