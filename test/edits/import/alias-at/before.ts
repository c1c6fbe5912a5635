import { userModule } from '@/modules/users/user.routes';
import { log } from '@/log';
