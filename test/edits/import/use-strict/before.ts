'use strict';
main();
