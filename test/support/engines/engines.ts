// @ts-expect-error -- a script without types
import {findFirefox, findWebKit, installEngines} from '../../../scripts/find-engines.mjs';
import {launchChromium} from './chromium-driver.ts';
import type {Driver, LaunchOptions} from './driver.ts';
import {launchFirefox} from './firefox-driver.ts';
import {launchWebKit, type WebKitPaths} from './webkit-driver.ts';

export interface Engine {
  name: 'Chromium' | 'Firefox' | 'WebKit';
  /** `undefined`: not on this machine. */
  launch: ((options: LaunchOptions) => Promise<Driver>) | undefined;
}

/** The three engines that browsers are made of; one that is missing is installed where that is possible. */
export function findEngines(): Engine[] {
  installEngines();
  const firefox = findFirefox() as {executablePath: string} | undefined;
  const webkit = findWebKit() as WebKitPaths | undefined;
  return [
    {name: 'Chromium', launch: launchChromium},
    {name: 'Firefox', launch: firefox && ((options) => launchFirefox(firefox.executablePath, options))},
    {name: 'WebKit', launch: webkit && ((options) => launchWebKit(webkit, options))},
  ];
}
