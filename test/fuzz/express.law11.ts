import { lawEleven } from './law-11.js';

lawEleven('express');
