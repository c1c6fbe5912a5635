import { x } from './x.js';
import { User } from '../users/user.entity.js';
