import { userModule } from '@/modules/users/user.routes';
import { log } from '@/log';
import { postModule } from '@/modules/posts/post.routes';
