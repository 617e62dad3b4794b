import {createDemo} from '../demo/host.ts';
import {createApiKey} from './access/api-keys.ts';
import {type Config, ConfigError, readConfig} from './config.ts';
import {type Service, startService} from './service.ts';

await start();

async function start(): Promise<void> {
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
    return;
  }
  let service: Service;
  try {
    service = await startService(config, config.isLocal && config.sandbox ? {createDemo} : {});
  } catch (error) {
    console.error(describe(error, config));
    // It may be listening already, and must not go on half-made.
    process.exit(1);
  }
  await greet(service);

  const stop = () => {
    // A second signal means that somebody is in a hurry.
    process.once('SIGINT', () => process.exit(1));
    service.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(
          `The service did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`,
        );
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

async function greet({context}: Service): Promise<void> {
  const {publicUrl, isLocal, sandbox, meta, zavu} = context.config;
  const keys = await context.store.listApiKeys();
  const lines = [`zavu-partner-invite is running at ${publicUrl}`, ''];
  if (isLocal && sandbox) lines.push(`  Demo       ${publicUrl}/demo/`);
  // Once: whoever has had a key, revoked or not, knows how to make another.
  const isFirstStart = keys.every((key) => key.name === 'demo');
  if (isLocal && isFirstStart) {
    const {key} = await createApiKey(context, {mode: 'test', name: 'first start'});
    lines.push(
      `  Test key   ${key}`,
      '             (shown once; make another with: npm run cli -- keys create --mode test)',
    );
  } else {
    lines.push('  API keys   npm run cli -- keys create --mode test');
  }
  if (zavu) lines.push(`  Live mode  Zavu signs up, at ${zavu.baseUrl}`);
  else if (!meta) lines.push('  Live mode  off (set SIGNUP_PROVIDER=meta, or zavu, to connect real numbers)');
  console.log(lines.join('\n') + '\n');
}

function describe(error: unknown, config: Config): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `PORT ${config.port} is in use by another program. Stop it, or choose another: PORT=8788 npm start`;
  if (code === 'EACCES')
    return `PORT ${config.port} may not be used by this user. Choose one above 1023: PORT=8787 npm start`;
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') {
    return `HOST ${config.host} is not an address of this machine (${message}). Leave it out, or use for example HOST=0.0.0.0`;
  }
  return `The service cannot start with DATABASE_URL file:${config.databaseFile}: ${message}`;
}
