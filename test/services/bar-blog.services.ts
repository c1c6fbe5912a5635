import { barSuite } from '../bar/suite.js';

barSuite('the blog preset on a real PostgreSQL', ['--preset', 'blog']);
