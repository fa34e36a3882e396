// On the log-in page nobody is logged in: no list to tick (js/checkin.js) may stay behind in this browser.
// In the admin, where `data-overdue` is set, only those go whose session has been over for long enough.
const onlyOverdue = document.querySelector("script[data-checkin-overdue]") !== null;

if ("caches" in window) {
  for (const name of await caches.keys()) {
    if (!name.startsWith("ol-checkin ")) continue;
    if (!onlyOverdue || Number(name.split(" ").at(-1)) < Date.now()) await caches.delete(name);
  }
}
