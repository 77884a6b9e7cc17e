import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      '.stryker-tmp',
      'dist',
      'bindings',
      'packages',
      'coverage',
      'reports',
      'cdktf.out',
      '**/*.mjs',
      '**/*.cjs',
      'templates/*/.hooks.sscaff.js',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: './tsconfig.dev.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Numbers have one obvious text form.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // jsii supports functions only as static methods.
      '@typescript-eslint/no-extraneous-class': ['error', { allowStaticOnly: true, allowConstructorOnly: true }],
    },
  },
);
