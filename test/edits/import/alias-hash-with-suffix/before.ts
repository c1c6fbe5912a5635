import { userModule } from '#modules/users/user.routes.js';
