// Opens the list to tick again where there is no connection; the scope of this worker is that one screen.
// The list is private: it is kept in a cache of this browser until `until`, which stands in the cache's name so that
// js/checkin-forget.js can see it too.
const VERSION = "1";
const path = new URL(self.registration.scope).pathname;
const own = `ol-checkin ${path} `;

const ownNames = async () => (await caches.keys()).filter((name) => name.startsWith(own));
const untilOf = (name) => Number(name.split(" ").at(-1));

async function drop(names) {
  await Promise.all(names.map((name) => caches.delete(name)));
}

// Keep the list and what it is shown with, as they are now, instead of what was kept.
async function keep(until, addresses) {
  const name = `${own}${VERSION} ${until}`;
  const answers = await Promise.all([path, ...addresses].map((address) => fetch(address)));
  // Who is logged out is led to another page, and has nothing to keep.
  if (answers.some((answer) => !answer.ok || answer.redirected)) return;
  const cache = await caches.open(name);
  await Promise.all((await cache.keys()).map((request) => cache.delete(request)));
  await Promise.all(answers.map((answer) => cache.put(answer.url, answer)));
  await drop((await ownNames()).filter((other) => other !== name));
}

async function kept(request) {
  const names = await ownNames();
  await drop(names.filter((name) => untilOf(name) < Date.now()));
  for (const name of names) {
    const answer = await (await caches.open(name)).match(request, { ignoreSearch: request.mode === "navigate" });
    if (answer && untilOf(name) >= Date.now()) return answer;
  }
  return Response.error();
}

async function answer(request) {
  try {
    const fresh = await fetch(request);
    // A redirect leads to the log-in page.
    if (request.mode === "navigate" && fresh.type === "opaqueredirect") await drop(await ownNames());
    return fresh;
  } catch {
    return kept(request);
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(keep(event.data.until, event.data.addresses).catch(() => {})));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});
