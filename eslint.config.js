import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import * as litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const a11yRules = (litA11y.default ?? litA11y).configs.recommended.rules;

export default tseslint.config(
  // `widget/jsx` is typed by frameworks that are not installed here.
  {ignores: ['dist/', 'data/', 'node_modules/', 'screenshots/', 'widget/jsx/']},
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      // A secret compared with === leaks its prefix through timing; use secrets.ts.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "BinaryExpression[operator=/^[!=]==?$/]:matches([left.name=/(secret|signature)$/i], [left.property.name=/(secret|signature)$/i]):not([right.type='Literal'], [right.name='undefined'])",
          message: 'Compare secrets with equalsSecret() from server/secrets.ts.',
        },
        {
          selector: "MemberExpression[object.name='URL'][property.name='canParse']",
          message: 'Use parseUrl() from server/url.ts, which says why.',
        },
      ],
    },
  },
  {
    // The service compiles the element's templates, and their types are the browser's.
    files: ['server/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'window',
        'document',
        'location',
        'navigator',
        'localStorage',
        'customElements',
      ],
    },
  },
  {
    files: ['widget/**/*.ts'],
    plugins: {lit, wc, 'lit-a11y': litA11y.default ?? litA11y},
    rules: {
      ...lit.configs['flat/recommended'].rules,
      ...wc.configs['flat/recommended'].rules,
      ...a11yRules,
      'wc/guard-super-call': 'off',
    },
  },
  {
    // French writes a space that does not break before some marks.
    files: ['widget/locales/**/*.ts'],
    rules: {'no-irregular-whitespace': ['error', {skipTemplates: true}]},
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      // Answers are read as a stranger would read them; the assertions are the types.
      '@typescript-eslint/no-explicit-any': 'off',
      'no-restricted-syntax': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'window',
          'document',
          'performance',
          'fetch',
          'setTimeout',
          'clearTimeout',
          'Buffer',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
