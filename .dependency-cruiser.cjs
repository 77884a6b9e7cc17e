/** The direction of imports in `lib/`: a layer imports only layers above it in this list. Type imports count. */
const LAYERS = [
  ['values', '^lib/values/'],
  ['public structs', '^lib/(organization-props|guardrail-props|organization-rule)\\.ts$'],
  ['settings', '^lib/settings/'],
  ['provider', '^lib/provider/'],
  ['rules', '^lib/rules/'],
  ['guardrails', '^lib/guardrails/'],
  ['exceptions', '^lib/(acknowledgements|waivers)\\.ts$'],
  ['synthesis', '^lib/synth/'],
  ['report', '^lib/report/'],
  ['classes', '^lib/[a-z-]+\\.ts$'],
];

/** A file belongs to the first layer that matches it. */
const isOutside = LAYERS.map(([, path]) => path);

const against = LAYERS.flatMap(([name, path], index) => {
  const later = LAYERS.slice(index + 1).map(([, other]) => other);
  return later.length === 0
    ? []
    : [
        {
          name: `direction-of-${name.replaceAll(' ', '-')}`,
          comment: `'${name}' may only import what comes before it in LAYERS of .dependency-cruiser.cjs`,
          severity: 'error',
          from: { path },
          to: { path: later, pathNot: isOutside.slice(0, index + 1) },
        },
      ];
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'files that import each other cannot be understood, or tested, one by one',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...against,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Type imports are dependencies too.
    tsPreCompilationDeps: true,
  },
};
