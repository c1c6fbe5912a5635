import { DataSource as Source } from 'typeorm';
export default new Source({ entities: [User, Comment] });
