// `npm run cli -- …`: builds what is missing, then runs the command.
import {buildMissing} from './build.mjs';

buildMissing();
await import('../dist/node/server/cli.js');
