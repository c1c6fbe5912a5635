import { userModule } from 'src/modules/users/user.routes';
