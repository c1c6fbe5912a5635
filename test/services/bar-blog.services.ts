import { barSuite } from '../bar/suite.js';

// The rest reads files, or is the same whatever the database.
barSuite('the blog preset on a real PostgreSQL', ['--preset', 'blog'], /^(?:[ADLRZ]\d+|T8)$/);
