import {defineConfig, type Plugin, type UserConfig} from 'vite';

/*
 * One build per `--mode`: the element as a module and as a classic script. Both stand in `dist/` next to each other and
 * share the locale files, so neither may empty it.
 */
const builds: Record<string, () => UserConfig> = {
  'element-module': () => ({
    build: {
      lib: {
        entry: 'widget/define.ts',
        formats: ['es'],
        fileName: () => 'zavu-partner-invite.js',
      },
      rolldownOptions: {output: {chunkFileNames: 'locales/[name].js', minify: true}},
    },
  }),

  'element-iife': () => ({
    build: {
      lib: {
        entry: 'widget/define.ts',
        formats: ['iife'],
        name: 'zavuPartnerInvite',
        fileName: () => 'zavu-partner-invite.iife.js',
      },
      rolldownOptions: {output: {minify: true}},
    },
  }),
};

/** The minifier leaves template literals alone; in the element's own ones no white space is meant to be seen. */
const minifyLiterals: Plugin = {
  name: 'minify-literals',
  transform: {
    filter: {id: /\/widget\/.*\.ts$/},
    handler: (code) =>
      code
        .replace(/\bcss`[^`]*`/g, (css) =>
          css
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};,]) ?/g, '$1')
            .replace(/: /g, ':')
            .replace(/;\}/g, '}'),
        )
        .replace(/\bhtml`\s*</g, 'html`<')
        .replace(/>\s+</g, '><')
        .replace(/>\s+\$\{/g, '>${')
        .replace(/\}\s+</g, '}<')
        .replace(/\n\s+/g, '\n'),
  },
};

const element: UserConfig = {
  plugins: [minifyLiterals],
  define: {'process.env.NODE_ENV': '"production"'},
  publicDir: false,
  build: {target: 'es2022', emptyOutDir: false, outDir: 'dist', copyPublicDir: false},
};

export default defineConfig(({mode}) => {
  const build = builds[mode];
  if (!build) throw new Error(`Say what to build: --mode ${Object.keys(builds).join(' or --mode ')}.`);
  const own = build();
  return {...element, ...own, build: {...element.build, ...own.build}};
});
