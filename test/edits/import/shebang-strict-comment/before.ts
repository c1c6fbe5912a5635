#!/usr/bin/env node
// @ts-check
'use strict'; // on

// starts it
main();
