import * as orm from 'typeorm';
export default new orm.DataSource({ entities: [User, Comment] });
