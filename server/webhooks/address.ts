import ipaddr from 'ipaddr.js';
import type {LookupAddress} from 'node:dns';
import {Resolver} from 'node:dns/promises';
import type {LookupFunction} from 'node:net';
import type {Config} from '../config.ts';
import {parseUrl} from '../url.ts';

const ports = ['', '443', '8443'];
const insideNames = /(^|\.)(localhost|local|localdomain|internal|home\.arpa)$/;

/**
 * Why a webhook may not be sent to this address, said to its owner; `undefined`: it may. It keeps requests that others
 * make us send away from our own network. `allowPrivate` permits http, any port and private addresses. `demoReceiver`,
 * where it is given, is the one address that is allowed besides.
 */
export function checkWebhookUrl(
  address: string,
  allowPrivate: boolean,
  demoReceiver?: string,
): string | undefined {
  const url = parseUrl(address);
  if (!url) return 'must be a whole address, for example "https://example.com/webhooks"';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://';
  if (url.username || url.password)
    return 'must not carry a user name or password; the signature proves who sends';
  if (allowPrivate || isDemoReceiver(url, demoReceiver)) return undefined;
  if (url.protocol !== 'https:') return 'must begin with https://';
  if (!ports.includes(url.port)) return 'must use port 443 or 8443';
  return isPublicHost(url.hostname)
    ? undefined
    : 'must be an address that everyone on the internet can reach; this one is inside a network';
}

/** The receiver of the demo, where the demo is: so it shows webhooks on a laptop without a setting. */
export function demoReceiverOf({isLocal, sandbox, publicUrl}: Config): string | undefined {
  return isLocal && sandbox ? `${publicUrl}/demo/webhooks` : undefined;
}

/** The demo's receiver and what lies under it: nothing else on its host. */
export function isDemoReceiver(url: URL, demoReceiver: string | undefined): boolean {
  if (demoReceiver === undefined) return false;
  const allowed = new URL(demoReceiver);
  return (
    url.origin === allowed.origin &&
    (url.pathname === allowed.pathname || url.pathname.startsWith(`${allowed.pathname}/`))
  );
}

/** A host as `URL` spells it: that turns decimal, octal and hexadecimal spellings of an IP address into the usual one. */
function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  if (ipaddr.isValid(host)) return isPublicAddress(host);
  return host.includes('.') && !insideNames.test(host);
}

/** Whether an IP address is one of the open internet. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  // Only 2000::/3 is given out. The rest embeds IPv4 addresses (`::127.0.0.1` counts as unicast) or has no use yet.
  return parsed.kind() === 'ipv4' || parsed.match(ipaddr.parseCIDR('2000::/3'));
}

/** A name leads inside; the connection was not opened. */
export class ForbiddenAddressError extends Error {
  constructor(hostname: string) {
    super(`${hostname} is a name for an address inside a network.`);
  }
}

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

/**
 * For `connect.lookup`: the addresses that are checked here are the ones that are connected to, so a name cannot
 * answer differently the second time. One that is not public refuses the whole name. Literal addresses never come by
 * here: `checkWebhookUrl` is for those.
 */
export function createPublicLookup(resolve: Resolve = resolvePublic): LookupFunction {
  return (hostname, options, callback) => {
    const answer = async () => {
      const found = await resolve(hostname);
      if (!found.every(({address}) => isPublicAddress(address))) throw new ForbiddenAddressError(hostname);
      return found;
    };
    answer().then(
      (found) => {
        const [first] = found;
        if (options.all) callback(null, found);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}

/**
 * Asks the name servers and not the operating system: its lookups share four threads, which a few names with slow
 * servers would hold for everybody.
 */
const resolvePublic: Resolve = async (hostname) => {
  const resolver = new Resolver({timeout: 2_000, tries: 2});
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const found = [
    ...(v4.status === 'fulfilled' ? v4.value.map((address) => ({address, family: 4})) : []),
    ...(v6.status === 'fulfilled' ? v6.value.map((address) => ({address, family: 6})) : []),
  ];
  if (found.length === 0)
    throw v4.status === 'rejected' ? v4.reason : new Error(`${hostname} has no address.`);
  return found;
};
