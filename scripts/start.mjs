// `npm start`: builds what is missing, then runs the service.
import {buildMissing} from './build.mjs';

buildMissing();
await import('../dist/node/server/main.js');
