import { a } from './a.js'
import { postModule } from './modules/posts/post.routes.js'