import { barSuite } from '../bar/suite.js';

// The rest reads files, or is the same whatever the database.
const isOfDatabase = /^(?:[ADLRZ]\d+|T8)$/;
barSuite('the blog preset on a real PostgreSQL', ['--preset', 'blog'], (item) => isOfDatabase.test(item));
