/** The import walls of docs/architecture.md: the right may import the left, never the reverse. */
const LAYERS = [
  ['kit'],
  ['i18n', 'db', 'http'],
  ['lti'],
  ['people'],
  ['activities'],
  ['grades'],
  ['questions', 'handin', 'assessment'],
  ['course', 'self-assessment', 'workshop'],
  ['dashboard', 'admin'],
];
const FEATURES = ['course', 'self-assessment', 'workshop'];

const layerRules = LAYERS.flatMap((rooms, level) => {
  const right = LAYERS.slice(level + 1).flat();
  if (right.length === 0) return [];
  return [
    {
      name: `${rooms.join('-')}-imports-nothing-to-its-right`,
      severity: 'error',
      from: { path: `^src/(${rooms.join('|')})/` },
      to: { path: `^src/(${right.join('|')})/` },
    },
  ];
});

const featureRules = FEATURES.map(room => ({
  name: `only-the-door-of-${room}-is-visible`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${room}/` },
  to: { path: `^src/${room}/`, pathNot: `^src/${room}/index\\.ts$` },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    ...featureRules,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      // Languages are pure functions and types, so rules may choose and format by them.
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: {
        path: '^(src/(?!kit/|i18n/|[a-z/-]+\\.rules\\.ts$))|node_modules/(express|mongoose|mongodb|ltijs)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-lti-imports-ltijs',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/lti/' },
      to: { path: 'node_modules/ltijs/' },
    },
    {
      name: 'jose-is-for-tokens',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(lti|demo-lms|kit/jwt)' },
      to: { path: 'node_modules/jose/' },
    },
    {
      name: 'only-stores-know-mongo',
      severity: 'error',
      from: { path: '^(src|views|config)/', pathNot: '^src/db/|\\.store\\.ts$' },
      to: { path: 'node_modules/(mongoose|mongodb)/' },
    },
    {
      name: 'only-routes-know-express',
      severity: 'error',
      from: { path: '^(src|views|config)/', pathNot: '^src/(http/|app\\.ts$)|\\.routes\\.ts$' },
      to: { path: 'node_modules/express/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'views-are-functions-of-props',
      severity: 'error',
      from: { path: '^views/' },
      to: {
        path: '^src/|^config/|node_modules/express/',
        pathNot: '^src/(i18n|kit)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'demo-lms-stands-aside',
      severity: 'error',
      from: { path: '^src/demo-lms/' },
      to: { path: '^src/(?!demo-lms/|kit/|i18n/|http/|db/)' },
    },
    {
      name: 'src-never-imports-test',
      severity: 'error',
      from: { path: '^(src|views|config)/' },
      to: { path: '^test/' },
    },
    {
      name: 'settings-are-handed-on',
      severity: 'error',
      from: {
        path: '^(src|views)/',
        pathNot: '^src/(app|main|demo|registration-link|operator-link|platform)\\.ts$',
      },
      to: { path: '^config/env\\.ts$', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
