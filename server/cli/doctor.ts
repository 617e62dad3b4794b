import {existsSync} from 'node:fs';
import {type Config, ConfigError, readConfig} from '../config.ts';
import type {Command, CommandInput} from './command.ts';
import {messageOf, withStore} from './local-store.ts';

export const doctorCommand: Command = {
  words: 'doctor',
  summary: 'check settings, file and data',
  run: doctor,
};

type Check = (name: string, ok: boolean, message: string) => void;

async function doctor({options}: CommandInput): Promise<number> {
  const checks: {name: string; ok: boolean; message: string}[] = [];
  const check: Check = (name, ok, message) => checks.push({name, ok, message});
  let config: Config | undefined;
  try {
    config = readConfig();
    check(
      'settings',
      true,
      `PUBLIC_URL ${config.publicUrl}, live mode ${config.meta ? 'by Meta' : 'off'}, sandbox ${config.sandbox ? 'on' : 'off'}`,
    );
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    check('settings', false, error.message);
  }
  if (config) await checkFile(config, check);
  const isHealthy = checks.every(({ok}) => ok);
  console.log(
    options['json'] === true
      ? JSON.stringify({ok: isHealthy, checks})
      : checks.map(({name, ok, message}) => `${ok ? 'ok  ' : 'FAIL'}  ${name}: ${message}`).join('\n'),
  );
  return isHealthy ? 0 : 1;
}

async function checkFile(config: Config, check: Check): Promise<void> {
  const {databaseFile} = config;
  if (!existsSync(databaseFile)) return check('file', true, `${databaseFile} is made at the first start`);
  try {
    await withStore(config, async (store) => {
      await store.checkWritable();
      check('file', true, `${databaseFile} can be written`);
      const problems = await store.checkIntegrity();
      check(
        'integrity',
        problems.length === 0,
        problems.length === 0 ? 'no problems found' : problems.join('; '),
      );
      const keys = (await store.listApiKeys()).filter((key) => key.revokedAt === null);
      const usable = keys.length;
      if (!config.meta && keys.some(({mode}) => mode === 'live')) {
        check(
          'live mode',
          false,
          'there are live keys, but live mode is off; set SIGNUP_PROVIDER=meta and the META_ settings',
        );
      }
      check(
        'keys',
        usable > 0,
        usable > 0 ? `${usable} usable` : 'none; make one with: keys create --mode test',
      );
    });
  } catch (error) {
    check(
      'file',
      false,
      error instanceof ConfigError ? error.message : `${databaseFile}: ${messageOf(error)}`,
    );
  }
}
