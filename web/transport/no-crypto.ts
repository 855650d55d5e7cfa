// Stands in for Node's `crypto`, which nats.ws mentions in a branch that no browser takes. See vite.config.ts.
export {};
