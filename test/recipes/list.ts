// The recipes that run each on its own, and how each is built and served.

interface Served {
  /** What is tested: the script. */
  readonly script: string;
  readonly flags: (port: number) => readonly string[];
  /** The script that must have run before. */
  readonly after?: string;
}

export interface Recipe {
  readonly name: string;
  /** The folder of the recipe, where it is not the name, and the versions to install in place of its own. */
  readonly of?: string;
  readonly versions?: Readonly<Record<string, string>>;
  /** Where its `streams.js` lies. */
  readonly streams: string;
  /** The script that builds it, and the folder that is then served as it is. */
  readonly built?: { readonly script: string; readonly folder: string };
  /** Scripts that serve it themselves. */
  readonly served: readonly Served[];
}

const port = (number: number) => ['--port', String(number)];

/** The plugin for React of Vite 8 asks for Vite 8. */
const OLDER_VITE: readonly Recipe[] = ['7.3.8', '6.4.6', '5.4.21'].map((vite) => ({
  name: `vite-react-${vite[0]}`,
  of: 'vite-react',
  versions: { vite, '@vitejs/plugin-react': '4.7.0' },
  streams: 'src/streams.js',
  built: { script: 'build', folder: 'dist' },
  served: [{ script: 'dev', flags: port }],
}));

export const RECIPES: readonly Recipe[] = [
  {
    name: 'esbuild',
    streams: 'streams.js',
    served: [{ script: 'dev', flags: (number) => [`--serve=${number}`], after: 'prebuild' }],
  },
  { name: 'rollup', streams: 'src/streams.js', built: { script: 'build', folder: 'www' }, served: [] },
  { name: 'rolldown', streams: 'src/streams.js', built: { script: 'build', folder: 'www' }, served: [] },
  {
    name: 'parcel',
    streams: 'src/streams.js',
    built: { script: 'build', folder: 'dist' },
    served: [{ script: 'dev', flags: port }],
  },
  ...OLDER_VITE,
  {
    name: 'webpack',
    streams: 'src/streams.js',
    built: { script: 'build', folder: 'public' },
    served: [{ script: 'dev', flags: port }],
  },
  {
    name: 'next',
    streams: 'app/streams.js',
    served: [
      { script: 'start', flags: port, after: 'build' },
      { script: 'dev', flags: port },
      { script: 'start', flags: port, after: 'build:webpack' },
      { script: 'dev:webpack', flags: port },
    ],
  },
  {
    name: 'sveltekit',
    streams: 'src/lib/streams.js',
    built: { script: 'build', folder: 'build' },
    served: [{ script: 'dev', flags: port }],
  },
  {
    name: 'angular',
    streams: 'src/streams.js',
    built: { script: 'build', folder: 'dist' },
    served: [{ script: 'dev', flags: port }],
  },
];
