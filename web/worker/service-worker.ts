// The page's service worker: keeps the built files, so that the page opens without the network too. The build fills in which.

declare const self: ServiceWorkerGlobalScope;
/** Set by the build, see vite.config.ts: the files of this version, and its name. */
declare const FILES: readonly string[];
declare const VERSION: string;

const CACHE = `natter ${VERSION}`;
/** The page itself, under the address people open. */
const PAGE = './';
/** How long the network may take for the page before the kept one is shown. */
const PATIENCE_MS = 2000;
/** This version and the one before it, whose tabs may still load a part of it. */
const KEEP_VERSIONS = 2;

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (url.pathname.includes('/assets/')) event.respondWith(asset(request));
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([PAGE, ...FILES]);
  await self.skipWaiting(); // files have their hash in the name: nothing that is open can get a wrong one
}

async function activate(): Promise<void> {
  const versions = (await caches.keys()).filter((name) => name.startsWith('natter '));
  for (const old of versions.slice(0, -KEEP_VERSIONS)) await caches.delete(old);
  await self.clients.claim();
}

/** From the network, for its headers name the ports of this start; without one, as it was kept. */
async function page(request: Request): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok) return response;
  } catch {
    // Offline, or as good as.
  }
  const cache = await caches.open(CACHE); // this version's: of all of them, the oldest would answer
  return (await cache.match(PAGE, { ignoreVary: true })) ?? Response.error();
}

/** A file whose name changes with its contents. */
async function asset(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
