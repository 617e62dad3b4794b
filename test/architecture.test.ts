import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, posix, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

interface Import {
  file: string;
  /** A path from the root, or the name of a package. */
  target: string;
  isTypeOnly: boolean;
  isDynamic: boolean;
}

const files = ['server', 'widget', 'demo'].flatMap((folder) => sourcesIn(join(root, folder)));
const imports = files.flatMap(importsOf);

/** Stands in for a function of the language. */
const anywhere = ['server/url'];

/** Types of the context's parts may be named anywhere that works with the context. */
const anyContext = ['server/context'];

/** Pure: they decide, and know no database, no HTTP and no clock. */
const nouns = new RegExp(
  `^server/(${[
    'access/credential',
    'events/event',
    'inbound/(signature|signed-request|lenient|([a-z]+-)?message|([a-z]+-)?updates|accounts)',
    'invitations/(invitation|link|reminder|amendment|timeline)',
    'mail/mail',
    'phone-numbers/(phone-number|verification)',
    'projects/(project|brand)',
    'senders/(sender|health|facts)',
    'signup/attempt',
    'webhooks/(endpoint|delivery)',
    'zavu/(remote|what-follows)',
  ].join('|')})$`,
);

/** They decide with the nouns, and read and write through the interfaces. */
const lifecycles = new RegExp(
  `^server/(${[
    'connection/connection',
    'events/stream',
    'inbound/(inbound|user-data)',
    'invitations/(lifecycle|present|renewal|update|return-url|statistics)',
    'mail/(queue|worker)',
    'phone-numbers/(reservation|purchase|verify|recheck|provider-trouble)',
    'senders/(disconnect|news|profile|registration)',
    'signup/(account-choice|attempt-secrets|client-answers|complete|popup|register|signup|steps|vanished)',
    'sweeper',
  ].join('|')})$`,
);

/**
 * Who may import whom, first match wins. A folder ends with a slash, a family of files with a hyphen; `type` marks what may be imported for its
 * types only. This is the table of ARCHITECTURE.md.
 */
const rules: {who: RegExp; may: string[]; types?: string[]}[] = [
  // What crosses HTTP, and the small parts that everything stands on.
  {who: /^server\/contract\//, may: ['zod', 'server/contract/']},
  {who: /^server\/errors$/, may: [], types: ['server/contract']},
  {who: /^server\/(background|clock|html|url)$/, may: []},
  {who: /^server\/language$/, may: ['widget/locales/languages']},
  {who: /^server\/dictionaries$/, may: ['widget/locales/']},
  {who: /^server\/rounds$/, may: [], types: ['pino']},
  {who: /^server\/ids$/, may: ['nanoid'], types: ['server/clock']},
  {who: /^server\/(package-folder|secrets)$/, may: ['node:']},
  {who: /^server\/compression$/, may: ['node:'], types: ['express']},
  {who: /^server\/http-server$/, may: ['node:'], types: ['express']},
  {who: /^server\/settings$/, may: ['zod']},
  {who: /^server\/config$/, may: ['node:', 'zod', 'server/settings']},
  {
    who: /^server\/embed$/,
    may: ['node:', 'zod', 'server/compression', 'server/errors'],
    types: ['express'],
  },
  {who: /^server\/headers$/, may: [], types: ['express', 'server/config']},
  {who: /^server\/parse$/, may: ['server/errors'], types: ['express', 'zod']},
  {
    who: /^server\/context$/,
    may: [],
    types: [
      'pino',
      'server/background',
      'server/clock',
      'server/config',
      'server/contract',
      'server/events/stream',
      'server/ids',
      'server/inbound/signature',
      'server/phone-numbers/provider',
      'server/secrets',
      'server/senders/profile-provider',
      'server/signup/provider',
      'server/store/store',
      'server/zavu/cloud',
    ],
  },

  // The nouns: what things are and how they change. Those that read what others send come first.
  {
    who: /^server\/inbound\/(signature|signed-request)$/,
    may: ['node:crypto', 'zod', 'server/secrets'],
    types: ['server/contract', 'server/inbound/signature'],
  },
  {
    who: /^server\/inbound\/(lenient|([a-z]+-)?message|([a-z]+-)?updates)$/,
    may: ['zod', 'server/contract/', 'server/inbound/', 'server/senders/health'],
    types: domainNouns(),
  },
  {
    who: nouns,
    may: [
      'server/clock',
      'server/contract/',
      'server/events/event',
      'server/invitations/invitation',
      'server/invitations/reminder',
      'server/senders/health',
      'server/webhooks/retry',
    ],
    types: [...domainNouns(), 'server/secrets', 'server/store/inbound-store'],
  },
  {who: /^server\/webhooks\/(signature|retry)$/, may: ['node:crypto'], types: ['server/contract']},
  {who: /^server\/webhooks\/address$/, may: ['node:', 'ipaddr.js'], types: ['server/config']},
  {who: /^server\/phone-numbers\/readable$/, may: ['libphonenumber-js']},

  // What is stored.
  {who: /^server\/store\/([\w-]+-)?store$/, may: [], types: [...domainNouns(), 'server/store/']},
  {who: /^server\/store\/sqlite\/group-commit$/, may: ['server/errors'], types: ['better-sqlite3']},
  {who: /^server\/store\/(migrate|sqlite\/rows)$/, may: ['node:']},
  {
    who: /^server\/store\/sqlite(\/.*)?$/,
    may: ['node:', 'better-sqlite3', 'server/store/'],
    types: domainNouns(),
  },

  // The world outside: who performs signups, sells numbers, carries mail, receives webhooks; and play-Meta.
  {
    who: /^server\/signup\/(provider|phone-choice|page-choice|meta\/.*)$/,
    may: ['node:', 'zod', 'libphonenumber-js', 'server/signup/meta/'],
    types: [
      'pino',
      ...domainNouns(),
      'server/clock',
      'server/config',
      'server/context',
      'server/senders/profile-provider',
      'server/signup/provider',
    ],
  },
  {
    who: /^server\/senders\/profile-provider$/,
    may: [],
    types: [...domainNouns(), 'server/signup/provider'],
  },
  {
    who: /^server\/phone-numbers\/(provider|sandbox-numbers|meta-.*)$/,
    may: [
      'zod',
      'libphonenumber-js',
      'server/contract/',
      'server/phone-numbers/meta-pool-answers',
      'server/phone-numbers/provider',
      'server/phone-numbers/readable',
      'server/signup/meta/graph-error',
      'server/signup/meta/graph-id',
      'server/signup/meta/paging',
    ],
    types: [...domainNouns(), 'server/config', 'server/signup/meta/graph'],
  },
  {who: /^server\/zavu\/cloud$/, may: [], types: domainNouns()},
  {who: /^server\/zavu\/signature$/, may: ['node:crypto', 'server/secrets']},
  {
    who: /^server\/zavu\/(answers|refusal|sdk)$/,
    may: [
      'node:events',
      'zod',
      '@zavudev/sdk',
      'server/contract/',
      'server/errors',
      'server/zavu/answers',
      'server/zavu/refusal',
    ],
    types: ['pino', 'server/clock', 'server/config', 'server/zavu/cloud'],
  },
  {
    who: /^server\/zavu\/numbers$/,
    may: ['libphonenumber-js', 'server/contract/'],
    types: [...domainNouns(), 'server/phone-numbers/provider', 'server/zavu/cloud'],
  },
  {
    who: /^server\/mail\/transport$/,
    may: ['nodemailer'],
    types: ['server/config', 'server/mail/mail', 'server/mail/message'],
  },
  {
    who: /^server\/webhooks\/(deliver|worker)$/,
    may: [
      'node:events',
      'node:timers/promises',
      'undici',
      'server/background',
      'server/events/event',
      'server/package-folder',
      'server/rounds',
      'server/secrets',
      'server/webhooks/',
    ],
    types: [...anyContext, ...domainNouns()],
  },
  {who: /^server\/sandbox\//, may: ['node:', 'express', 'server/sandbox/'], types: ['server/clock']},

  // What happens: decisions are asked of the nouns, written to the store, told to the stream.
  {
    who: /^server\/zavu\/(create|hear|invitations|kept|project|project-webhook|senders|worker)$/,
    may: [
      'node:timers/promises',
      'server/contract/',
      'server/errors',
      'server/invitations/',
      'server/phone-numbers/readable',
      'server/phone-numbers/reservation',
      'server/rounds',
      'server/secrets',
      'server/senders/sender',
      'server/zavu/',
    ],
    types: [...anyContext, ...domainNouns(), 'server/config', 'server/events/event', 'server/store/'],
  },
  {
    who: lifecycles,
    may: [
      'server/clock',
      'server/contract/',
      'server/errors',
      'server/events/event',
      'server/inbound/',
      'server/invitations/',
      'server/mail/',
      'server/phone-numbers/',
      'server/projects/project',
      'server/rounds',
      'server/secrets',
      'server/senders/',
      'server/signup/attempt',
      'server/signup/page-choice',
      'server/signup/phone-choice',
      'server/signup/account-choice',
      'server/signup/attempt-secrets',
      'server/signup/complete',
      'server/signup/register',
      'server/signup/signup',
      'server/signup/steps',
      'server/signup/vanished',
      'server/zavu/invitations',
      'server/zavu/senders',
    ],
    types: [
      ...anyContext,
      ...domainNouns(),
      'server/access/require',
      'server/signup/provider',
      'server/store/',
    ],
  },
  {
    who: /^server\/(webhooks\/configure|senders\/change)$/,
    may: ['server/errors', 'server/secrets', 'server/webhooks/'],
    types: [...anyContext, ...domainNouns()],
  },
  {who: /^server\/bulk\/csv$/, may: []},
  {who: /^server\/bulk\/columns$/, may: ['server/contract/', 'server/bulk/']},
  {
    who: /^server\/bulk\/(import|export)$/,
    may: [
      'node:',
      'server/bulk/',
      'server/contract/',
      'server/errors',
      'server/invitations/',
      'server/mail/queue',
      'server/phone-numbers/reservation',
      'server/secrets',
      'server/zavu/create',
      'server/zavu/invitations',
    ],
    types: [...anyContext, ...domainNouns(), 'server/access/require', 'server/store/', 'server/zavu/cloud'],
  },

  // What people read.
  {
    who: /^server\/mail\/message$/,
    may: [
      'server/dictionaries',
      'server/html',
      'server/language',
      'server/projects/brand',
      'widget/locales/languages',
    ],
    types: ['server/contract'],
  },
  {
    who: /^server\/signup\/(pages|page-.*)$/,
    may: [
      'lit',
      'node:crypto',
      'node:fs',
      'server/dictionaries',
      'server/html',
      'server/language',
      'server/signup/page-',
      'server/signup/render-template',
      'widget/card',
      'widget/connection-card',
      'widget/connection-state',
      'widget/icons',
      'widget/partner-invite-element.styles',
      'widget/qr-code',
      'widget/locales/languages',
      'widget/signup-',
    ],
    types: ['server/contract'],
  },
  {who: /^server\/signup\/render-template$/, may: ['lit', 'server/html']},

  // What answers requests.
  {who: /^server\/route$/, may: [], types: ['express', 'zod', 'server/context', 'server/contract']},
  {
    who: /^server\/\w[\w-]*\/routes$/,
    may: ['zod', 'server/contract/', ...handlers()],
    types: ['server/route'],
  },
  {
    who: /^server\/([\w-]+\/([\w-]+-)?handlers|access\/.*|events\/subscriber|signup\/(browser-cookie|send-page|which-page))$/,
    may: [
      'node:',
      'zod',
      'server/access/',
      'server/bulk/',
      'server/compression',
      'server/connection/',
      'server/contract',
      'server/docs/',
      'server/errors',
      'server/events/',
      'server/headers',
      'server/inbound/',
      'server/invitations/',
      'server/mail/mail',
      'server/mail/queue',
      'server/parse',
      'server/phone-numbers/',
      'server/projects/',
      'server/secrets',
      'server/senders/',
      'server/signup/',
      'server/webhooks/configure',
      'server/webhooks/delivery',
      'server/webhooks/endpoint',
      'server/webhooks/handlers',
      'server/zavu/',
    ],
    types: ['express', ...anyContext, ...domainNouns(), 'server/clock', 'server/openapi/', 'server/store/'],
  },
  {
    who: /^server\/openapi\//,
    may: ['zod', 'server/contract/', 'server/errors', 'server/openapi/'],
    types: ['server/route'],
  },
  {
    who: /^server\/docs\//,
    may: [
      'widget/locales/',
      'node:fs',
      'server/contract/',
      'server/docs/',
      'server/errors',
      'server/html',
      'server/openapi/schemas',
      'server/webhooks/retry',
    ],
    types: ['server/openapi/document'],
  },
  {who: /^server\/probes$/, may: [], types: ['express', 'server/context']},
  {
    who: /^server\/error-handler$/,
    may: ['server/errors', 'server/signup/send-page'],
    types: ['express', 'server/context', 'server/contract'],
  },
  {
    who: /^server\/app$/,
    may: [
      'express',
      'server/access/require',
      'server/docs/handlers',
      'server/embed',
      'server/error-handler',
      'server/errors',
      'server/headers',
      'server/inbound/handlers',
      'server/inbound/user-data-handlers',
      'server/openapi/openapi',
      'server/package-folder',
      'server/probes',
      'server/signup/handlers',
      'server/zavu/handlers',
      'server/signup/popup-handlers',
      ...files.filter((file) => file.endsWith('/routes')),
    ],
    types: ['server/config', 'server/context', 'server/openapi/document', 'server/route'],
  },
  {
    who: /^server\/(main|service|cli(\/.*)?)$/,
    may: ['node:', 'pino', 'server/', 'demo/host'],
    types: ['express'],
  },

  // Looks at a set-up from outside: what is asked is in files of its own, what it means is pure.
  {
    who: /^server\/doctor\//,
    may: [
      'zod',
      'server/doctor/',
      'server/signup/meta/graph-id',
      'server/signup/meta/messenger',
      'server/signup/meta/oauth',
    ],
    types: ['server/config'],
  },

  // In the browser.
  {who: /^widget\/locales\//, may: ['widget/locales/'], types: ['server/contract']},
  {who: /^widget\/qr-code$/, may: ['lean-qr']},
  // Hosts load these beside the element's script.
  {who: /^widget\/loader$/, may: []},
  {who: /^widget\/react$/, may: ['react', 'widget/define'], types: ['widget/']},
  // Loaded later, with Lit handed in; what the script has too must not come with it a second time.
  {
    who: /^widget\/manager\//,
    may: ['widget/manager/', 'widget/locales/', 'widget/qr-code'],
    types: ['lit', 'widget/', 'server/contract'],
  },
  {who: /^widget\//, may: ['lit', 'widget/'], types: ['server/contract']},
  // The demo's backend stands for a stranger's: over HTTP. Only its key and its folder come from inside.
  {
    who: /^demo\/host/,
    may: ['node:', 'express', 'demo/', 'server/access/api-keys', 'server/package-folder'],
    types: ['server/context', 'server/contract'],
  },
  {who: /^demo\/qr-code$/, may: ['lean-qr']},
  // Of the element's inside the page knows its languages, and what clients read when something fails.
  {who: /^demo\//, may: ['demo/', 'widget/locales/'], types: ['server/contract', 'widget/']},
];

describe('who may import whom', () => {
  test.each(files)('%s keeps to its rule', (file) => {
    const rule = rules.find(({who}) => who.test(file));
    expect(rule, `no rule names ${file}`).toBeDefined();
    const broken = imports
      .filter((one) => one.file === file)
      .filter(({target, isTypeOnly}) => {
        const allowed = [...anywhere, ...(rule?.may ?? []), ...(isTypeOnly ? (rule?.types ?? []) : [])];
        return !allowed.some((prefix) => matches(target, prefix));
      });
    expect(broken.map(({target, isTypeOnly}) => `${isTypeOnly ? 'type ' : ''}${target}`)).toEqual([]);
  });

  test('drivers, the environment, time and randomness stay in their places', () => {
    const uses = (pattern: RegExp, allowed: RegExp) =>
      files.filter((file) => pattern.test(code(file)) && !allowed.test(file));
    expect(uses(/from 'better-sqlite3'/, /^server\/store\/sqlite(\/(engine|group-commit))?$/)).toEqual([]);
    expect(uses(/from '@zavudev\/sdk'/, /^server\/zavu\/sdk$/)).toEqual([]);
    expect(uses(/from 'nodemailer'/, /^server\/mail\/transport$/)).toEqual([]);
    expect(uses(/process\.env/, /^server\/config$/)).toEqual([]);
    const server = /^(?!server\/)/;
    expect(uses(/Date\.now\(|new Date\(\)/, new RegExp(`${server.source}|^server/(clock|cli)$`))).toEqual([]);
    expect(
      uses(
        /randomBytes|randomUUID|nanoid/,
        new RegExp(`${server.source}|^server/(secrets|ids|config|sandbox/.*)$`),
      ),
    ).toEqual([]);
  });

  test('the texts of pages and mail are for the service alone: the element does not grow by them', () => {
    const users = imports.filter(
      ({target, isTypeOnly}) => !isTypeOnly && /^widget\/locales\/\w+\/(pages|mail)$/.test(target),
    );
    expect(users.map(({file}) => file)).toEqual([]);
    const byName = files.filter((file) => /locales\/\$\{\w+\}\//.test(code(file)));
    expect(byName.sort()).toEqual(['server/dictionaries', 'widget/localize']);
    expect(code('widget/localize')).not.toMatch(/\b(pages|mail)\b/);
  });

  test('what the element loads later brings nothing that the element has already', () => {
    const reached = (start: string): Set<string> => {
      const found = new Set([start]);
      for (const file of found) {
        const loaded = imports.filter((one) => one.file === file && !one.isTypeOnly && !one.isDynamic);
        for (const {target} of loaded) found.add(target);
      }
      return found;
    };
    const core = reached('widget/define');
    const later = imports.filter(({file, isDynamic}) => isDynamic && file.startsWith('widget/'));
    expect(later.length).toBeGreaterThan(0);
    for (const {target} of later) {
      expect([...reached(target)].filter((file) => core.has(file))).toEqual([]);
    }
  });

  test('there are no cycles among what is loaded', () => {
    const edges = new Map(
      files.map((file) => [
        file,
        imports.filter((one) => one.file === file && !one.isTypeOnly).map(({target}) => target),
      ]),
    );
    const cycles: string[] = [];
    const finished = new Set<string>();
    const visit = (file: string, path: string[]) => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (path.includes(file) || finished.has(file)) return;
      for (const target of edges.get(file) ?? []) visit(target, [...path, file]);
      finished.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  test('no file is called what no newcomer would look for', () => {
    expect(
      files.filter((file) => /(^|\/)(utils|helpers|common|shared|misc|types|constants|index)$/.test(file)),
    ).toEqual([]);
  });
});

function domainNouns(): string[] {
  return ['server/contract', ...files.filter((file) => nouns.test(file))];
}

function handlers(): string[] {
  return files.filter((file) => /^server\/[\w-]+\/([\w-]+-)?handlers$/.test(file));
}

function matches(target: string, prefix: string): boolean {
  return /[/:-]$/.test(prefix)
    ? target.startsWith(prefix)
    : target === prefix || target.startsWith(`${prefix}/`);
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => relative(root, join(folder, name)).replaceAll('\\', '/').replace(/\.ts$/, ''));
}

function code(file: string): string {
  return readFileSync(join(root, `${file}.ts`), 'utf8');
}

function importsOf(file: string): Import[] {
  const pattern =
    /^\s*(?:import|export)\s+(type\s+)?([^'";]*?\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;
  return [...code(file).matchAll(pattern)].map(([, type, names, from, dynamic]) => {
    const specifier = from ?? dynamic ?? '';
    const named = /\{([^}]*)\}/
      .exec(names ?? '')?.[1]
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const onlyTypes =
      named !== undefined &&
      named.length > 0 &&
      named.every((name) => name.startsWith('type ')) &&
      !/^\s*\w+\s*,/.test(names ?? '');
    return {
      file,
      target: specifier.startsWith('.')
        ? posix.join(dirname(file), specifier).replace(/\.ts$/, '')
        : specifier,
      isTypeOnly: type !== undefined || onlyTypes,
      isDynamic: dynamic !== undefined,
    };
  });
}
