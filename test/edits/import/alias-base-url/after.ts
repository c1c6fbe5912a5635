import { userModule } from 'src/modules/users/user.routes';
import { postModule } from 'src/modules/posts/post.routes';
