import {defineConfig, type Plugin, type UserConfig} from 'vite';

/** The minifier leaves template literals alone; in the element's own ones no white space is meant to be seen. */
const minifyLiterals: Plugin = {
  name: 'minify-literals',
  enforce: 'pre',
  transform: {
    filter: {id: /\/widget\/(manager\/)?[\w.-]+\.ts$/},
    handler: (code) =>
      code
        .replace(/\bcss`[^`]*`/g, (css) =>
          css
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};,]) ?/g, '$1')
            .replaceAll(': ', ':')
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

/** `locales/es/later.ts` becomes `locales/es-later.js`, the first that is needed `locales/es.js`. */
const localeFile = (path: string) =>
  path.replace(/(locales\/\w+)\/([\w-]+)\.ts$/, (_, language, part) =>
    part === 'element' ? `${language}.js` : `${language}-${part}.js`,
  );

/** The classic script loads the files that the module build made to be loaded later; it may `import()` too. */
const shareFiles: Plugin = {
  name: 'share-files',
  resolveDynamicImport: (specifier) =>
    typeof specifier === 'string'
      ? {id: localeFile(specifier).replace(/\.ts$/, '.js'), external: true}
      : undefined,
};

/** The builds of the element stand next to each other in `dist/` and share what is loaded later, so none may empty it. */
function elementBuild(format: 'es' | 'iife', fileName: string, plugins: Plugin[] = []): UserConfig {
  return {
    plugins: [minifyLiterals, ...plugins],
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

/** One build per `--mode`. */
const builds: Record<string, () => UserConfig> = {
  'element-module': () => elementBuild('es', 'zavu-partner-invite.js'),
  'element-iife': () => elementBuild('iife', 'zavu-partner-invite.iife.js', [shareFiles]),
  demo: () => ({
    root: 'demo',
    base: '/demo/',
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
