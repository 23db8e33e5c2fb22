// What `npm start` and the commands beside it need, in one process: the dependencies, then the build.
import './dependencies.mjs';

await import('./build.mjs');
