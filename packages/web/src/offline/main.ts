/**
 * Keeps the app on a device, whole and of one version, and answers with it where there is no
 * network. It never keeps anything under `/api`: what a case holds is kept by the screens, on purpose
 * and in one place. Where there is a network, the page itself always comes from it, so that nobody
 * works with an old one.
 */

interface LifeEvent extends Event {
  readonly waitUntil: (done: Promise<unknown>) => void;
}

interface AskEvent extends LifeEvent {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
}

interface WorkerScope {
  readonly location: Location;
  readonly clients: { readonly claim: () => Promise<void> };
  readonly skipWaiting: () => Promise<void>;
  readonly addEventListener: {
    (kind: "install" | "activate", heard: (event: LifeEvent) => void): void;
    (kind: "fetch", heard: (event: AskEvent) => void): void;
  };
}

/** The files of this version, put in by the build: their paths, and a hash over all of them. */
const FILES = JSON.parse("__FILES__") as readonly string[];
const VERSION = "__VERSION__";

const PREFIX = "proviso-app-";
const PAGE = "/";
/** A network that has not answered by then is none, in milliseconds. */
const PATIENCE_MS = 4000;

const scope = self as unknown as WorkerScope;

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(activate()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== scope.location.origin) return;
  if (pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (FILES.includes(pathname) || pathname.startsWith("/assets/")) {
    event.respondWith(file(request));
  }
});

/** All files or none: a version of which a part is missing is no version. */
async function install(): Promise<void> {
  const cache = await caches.open(PREFIX + VERSION);
  await cache.add(new Request(PAGE, { cache: "reload" }));
  await cache.addAll([...FILES]);
  // Pages of the version before go on with its files, which are kept beside these.
  await scope.skipWaiting();
}

async function activate(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  // In the order in which they were made: this one, and the one before it, are kept.
  const others = names.filter((name) => name !== PREFIX + VERSION);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** The page from the network, while there is one. */
async function page(request: Request): Promise<Response> {
  const kept = async () => await (await caches.open(PREFIX + VERSION)).match(PAGE);
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    return await fetch(request, { signal: patience.signal });
  } catch (cause) {
    const found = await kept();
    if (found !== undefined) return found;
    throw cause;
  } finally {
    clearTimeout(timer);
  }
}

/** A file as it is kept; its name carries its hash, so that it is never an old one. */
async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? (await fetch(request));
}
