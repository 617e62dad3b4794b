// `npm run cli -- …`: builds the service if it is missing, then runs the command.
import {buildMissing} from './build.mjs';

buildMissing(['service']);
await import('../dist/node/server/cli.js');
