import express from 'express';

/** One route of the app as it was put together. */
export interface ListedRoute {
  method: string;
  /** From the app's root, parameters as `:name`. */
  path: string;
}

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}
interface Stack {
  stack: Layer[];
}

const ROUTER = express.Router.prototype as { use: (this: Stack, ...given: unknown[]) => unknown };

/**
 * Express forgets under which path a router was mounted; while this listens, the paths are noted beside each layer.
 * @param build makes the app
 * @returns what it made, and a list of all routes of an app or router
 */
export async function listRoutes<T>(
  build: () => Promise<T>,
): Promise<{ made: T; routesOf: (app: unknown) => ListedRoute[] }> {
  const paths = new WeakMap<Layer, string>();

  const { use } = ROUTER;
  ROUTER.use = function (this: Stack, ...given: unknown[]) {
    const before = this.stack.length;
    const result = use.apply(this, given);
    const [path] = given;
    for (const layer of this.stack.slice(before)) paths.set(layer, typeof path === 'string' ? path : '');
    return result;
  };
  const walk = (stack: Layer[], prefix: string): ListedRoute[] =>
    stack.flatMap(layer => {
      if (layer.route) {
        const { path, methods } = layer.route;
        const whole = `${prefix}${path}`.replace(/\/+/g, '/');
        return Object.keys(methods).map(method => ({ method: method.toUpperCase(), path: whole }));
      }
      const at = paths.get(layer);
      if (layer.handle.stack === undefined) return [];
      if (at === undefined) throw new Error('a router was mounted where nobody listened');
      return walk(layer.handle.stack, prefix + (at === '/' ? '' : at));
    });
  try {
    const made = await build();
    return { made, routesOf: app => walk((app as { router: Stack }).router.stack, '') };
  } finally {
    ROUTER.use = use;
  }
}
