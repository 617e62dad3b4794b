import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {minify} from 'terser';
import {defineConfig, type Plugin, type UserConfig} from 'vite';

/** The minifier leaves template literals alone; in the element's own ones no white space is meant to be seen. */
const minifyLiterals: Plugin = {
  name: 'minify-literals',
  enforce: 'pre',
  transform: {
    filter: {id: /\/widget\/(manager\/)?[\w.-]+\.ts$/},
    handler: (code) =>
      code
        .replace('const css = String.raw;', '')
        .replace(/\bcss`[^`]*`/g, (css) =>
          css
            // The tag is for editors only.
            .slice('css'.length)
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};,]) ?/g, '$1')
            .replaceAll(': ', ':')
            .replace(/\b0\./g, '.')
            .replaceAll(';}', '}')
            .replace('` ', '`'),
        )
        .replace(/\bhtml`\s*</g, 'html`<')
        .replace(/([>}])\s*\n\s*(<|\$\{|`)/g, '$1$2')
        .replace(/>\s*\n\s+\$\{(\w+)\}\s*\n\s+</g, '>${$1}<')
        .replace(/\n\s+/g, '\n')
        .replace(/\n>/g, '>'),
  },
};

/** `locales/es/later.ts` becomes `locales/es-later.js`. */
const localeFile = (path: string) => path.replace(/(locales\/\w+)\/([\w-]+)\.ts$/, '$1-$2.js');

/** The script makes the name of a locale file out of language and part. */
const nameLocaleFiles: Plugin = {
  name: 'name-locale-files',
  transform: {
    filter: {id: /\/widget\/localize\.ts$/},
    handler: (code) => code.replace('/${part}.ts', '-${part}.js'),
  },
};

/** What the script does not name itself: every file of every language that a browser may need. */
const emitLocaleFiles: Plugin = {
  name: 'emit-locale-files',
  buildStart() {
    for (const path of readdirSync('widget/locales', {recursive: true, encoding: 'utf8'})) {
      const file = `locales/${path.replaceAll('\\', '/')}`;
      const fileName = localeFile(file);
      if (fileName === file || /(pages|mail|en-element)\.js$/.test(fileName)) continue;
      this.emitFile({type: 'chunk', id: `widget/${file}`, fileName});
    }
  },
};

/** Once more than the bundler does by itself: a hundredth less, and no notes for bundlers. The core needs every byte. */
const minifyAgain: Plugin = {
  name: 'minify-again',
  async generateBundle({format}, bundle) {
    const options = {ecma: 2020, module: format === 'es', compress: {passes: 3}} as const;
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk' && !file.fileName.startsWith('locales/'))
        file.code = (await minify(file.code, options)).code ?? file.code;
    }
  },
};

/** The classic script loads the files that the module build made to be loaded later; it may `import()` too. */
const shareFiles: Plugin = {
  name: 'share-files',
  resolveDynamicImport: (specifier) => {
    if (typeof specifier !== 'string') return undefined;
    // All but the locales lie beside the script, whatever folder their sources are in.
    const id = localeFile(specifier).replace('./manager/', './').replace(/\.ts$/, '.js');
    return {id, external: true};
  },
};

/** The builds of the element stand next to each other in `dist/` and share what is loaded later, so none may empty it. */
function elementBuild(format: 'es' | 'iife', fileName: string, plugins: Plugin[] = []): UserConfig {
  return {
    plugins: [minifyLiterals, nameLocaleFiles, minifyAgain, ...plugins],
    // Lit's build for servers runs in browsers too, and lets a server import the element.
    resolve: {conditions: ['node', 'default']},
    define: format === 'iife' ? {'import.meta.url': '""'} : {},
    build: {
      target: 'es2022',
      emptyOutDir: false,
      lib: {
        entry: 'widget/define.ts',
        formats: [format],
        name: 'zavuPartnerInvite',
        fileName: () => fileName,
      },
      rolldownOptions: {
        checks: {pluginTimings: false},
        output: {
          minify: true,
          chunkFileNames: ({name, facadeModuleId}) =>
            facadeModuleId?.includes('/locales/')
              ? localeFile(facadeModuleId).slice(facadeModuleId.lastIndexOf('locales/'))
              : `${name}.js`,
        },
      },
    },
  };
}

/** A file beside the element's script that does not contain it. */
function besideElement(fileName: string, format: 'es' | 'iife', options: UserConfig): UserConfig {
  return {
    ...options,
    plugins: [...(options.plugins ?? []), minifyAgain],
    build: {
      target: 'es2022',
      emptyOutDir: false,
      lib: {
        entry: `widget/${fileName.replace('.js', '.ts')}`,
        formats: [format],
        name: 'zavuPartnerInvite',
        fileName: () => fileName,
      },
      rolldownOptions: {external: ['react'], output: {minify: true}},
    },
  };
}

const elementIsBeside: Plugin = {
  name: 'element-is-beside',
  // Before the bundler finds the file by itself, and leaves it out, since nothing is taken from it.
  enforce: 'pre',
  resolveId: (specifier) =>
    specifier === './define.ts'
      ? {id: './zavu-partner-invite.js', external: true, moduleSideEffects: true}
      : undefined,
};

/** Which script the loader loads. */
function pinnedScript(): Record<string, string> {
  const {version, files} = JSON.parse(readFileSync('dist/integrity.json', 'utf8')) as {
    version: string;
    files: Record<string, string>;
  };
  return {
    __VERSION__: JSON.stringify(version),
    __INTEGRITY__: JSON.stringify(files['zavu-partner-invite.js']),
  };
}

/** One build per `--mode`. */
const builds: Record<string, () => UserConfig> = {
  'element-module': () => elementBuild('es', 'zavu-partner-invite.js', [emitLocaleFiles]),
  'element-iife': () => elementBuild('iife', 'zavu-partner-invite.iife.js', [shareFiles]),
  react: () => besideElement('react.js', 'es', {plugins: [elementIsBeside]}),
  loader: () => besideElement('loader.js', 'iife', {define: pinnedScript()}),
  demo: () => ({
    root: 'demo',
    base: '/demo/',
    // The demo runs its React component without React.
    resolve: {
      alias: {'react/jsx-runtime': fileURLToPath(new URL('demo/react/jsx-runtime.ts', import.meta.url))},
    },
    build: {
      target: 'es2022',
      // All of them know `light-dark()`, as the element does too.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      outDir: '../dist/demo',
      emptyOutDir: true,
      modulePreload: false,
    },
  }),
};

export default defineConfig(({mode}) => {
  const build = builds[mode];
  if (!build) throw new Error(`Say what to build: --mode ${Object.keys(builds).join(' or --mode ')}.`);
  return build();
});
