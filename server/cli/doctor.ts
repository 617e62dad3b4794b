import {existsSync} from 'node:fs';
import {systemClock} from '../clock.ts';
import {type Config, ConfigError, readConfig} from '../config.ts';
import {type Ask, createAsk} from '../doctor/ask.ts';
import {fail, type Finding, ok} from '../doctor/finding.ts';
import {examineMeta} from '../doctor/meta.ts';
import {checkPublicUrl} from '../doctor/public-url.ts';
import {examineZavu} from '../doctor/zavu.ts';
import type {Command, CommandInput} from './command.ts';
import {messageOf, withStore} from './local-store.ts';

export const doctorCommand: Command = {
  words: 'doctor',
  summary: 'check settings, file and data, and what the provider says about the set-up',
  options: {offline: {kind: 'flag', about: 'ask nobody on the network'}},
  run: doctor,
};

async function doctor({options}: CommandInput): Promise<number> {
  const findings = await examine(options['offline'] === true);
  const isHealthy = findings.every(({result}) => result !== 'fail');
  console.log(
    options['json'] === true
      ? JSON.stringify({ok: isHealthy, checks: findings.map(toJson)})
      : findings.map(({name, result, message}) => `${marks[result]}  ${name}: ${message}`).join('\n'),
  );
  return isHealthy ? 0 : 1;
}

const marks: Record<Finding['result'], string> = {ok: 'ok  ', fail: 'FAIL', look: 'look'};

/** `look`: true where only a person can tell. */
function toJson({name, result, message}: Finding) {
  return {name, ok: result !== 'fail', ...(result === 'look' && {look: true}), message};
}

async function examine(isOffline: boolean): Promise<Finding[]> {
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [fail('settings', error.message)];
  }
  const provider = config.meta ? 'by Meta' : config.zavu ? 'by Zavu' : 'off';
  const settings = `PUBLIC_URL ${config.publicUrl}, live mode ${provider}, sandbox ${config.sandbox ? 'on' : 'off'}`;
  return [
    ok('settings', settings),
    ...(await examineFile(config)),
    ...(isOffline ? [] : await examineProvider(config, createAsk())),
  ];
}

async function examineProvider(config: Config, ask: Ask): Promise<Finding[]> {
  const {meta, zavu, publicUrl} = config;
  if (!meta && !zavu) return [];
  const [publicAddress, ...found] = await Promise.all([
    checkPublicUrl(ask, config),
    meta ? examineMeta(ask, meta, publicUrl, systemClock.now()) : [],
    zavu ? examineZavu(ask, zavu, publicUrl) : [],
  ]);
  return [publicAddress, ...found.flat()];
}

async function examineFile(config: Config): Promise<Finding[]> {
  const {databaseFile} = config;
  if (!existsSync(databaseFile)) return [ok('file', `${databaseFile} is made at the first start`)];
  try {
    return await withStore(config, async (store) => {
      await store.checkWritable();
      const problems = await store.checkIntegrity();
      const keys = (await store.listApiKeys()).filter((key) => key.revokedAt === null);
      const isLiveOff = !config.meta && !config.zavu && keys.some(({mode}) => mode === 'live');
      return [
        ok('file', `${databaseFile} can be written`),
        problems.length === 0 ? ok('integrity', 'no problems found') : fail('integrity', problems.join('; ')),
        ...(isLiveOff ? [fail('live mode', liveIsOff)] : []),
        keys.length > 0
          ? ok('keys', `${keys.length} usable`)
          : fail('keys', 'none; make one with: keys create --mode test'),
      ];
    });
  } catch (error) {
    const message = error instanceof ConfigError ? error.message : `${databaseFile}: ${messageOf(error)}`;
    return [fail('file', message)];
  }
}

const liveIsOff =
  'there are live keys, but live mode is off; set SIGNUP_PROVIDER=meta and the META_ settings';
