import { userModule } from '#modules/users/user.routes.js';
import { postModule } from '#modules/posts/post.routes.js';
