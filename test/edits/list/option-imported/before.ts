import { entities } from './entities.js';
export default new DataSource({ entities });
