// Ticks at the door arrive also when the connection comes back later: each waits in the browser until it was taken.
// A service worker (checkin_worker.js) opens this page again without a connection.
const RETRY_AFTER = 5000;
const main = document.querySelector("[data-checkin]");
const store = `ol-checkin-${main.dataset.checkin}`;
const status = main.querySelector("[data-checkin-status]");
const list = main.querySelector("[data-checkin-list]");
const counter = main.querySelector("[data-checkin-in]");
let sending = false;
// What the last answer said; it stands until the next one.
let said = "";
let worker = null;

const waiting = () => JSON.parse(localStorage.getItem(store) ?? "[]");
const keep = (ticks) => (ticks.length ? localStorage.setItem(store, JSON.stringify(ticks)) : localStorage.removeItem(store));
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

function tell() {
  const count = waiting().length;
  const left = count === 1 ? "1 vinkje wacht op verbinding." : `${count} vinkjes wachten op verbinding.`;
  status.textContent = [said, count && !sending ? `${left} Laat deze pagina open.` : ""].filter(Boolean).join(" ");
}

function show(button, isIn) {
  const was = button.getAttribute("aria-pressed") === "true";
  counter.textContent = Number(counter.textContent) + Number(isIn) - Number(was);
  button.setAttribute("aria-pressed", String(isIn));
  button.value = isIn ? "unknown" : "attended";
  button.classList.toggle("ol-button--secondary", !isIn);
}

function buttonOf(tick) {
  return list.querySelector(`[data-checkin-row="${CSS.escape(tick.attendee ?? "")}"] button`);
}

function showWalkIn(name) {
  const row = document.createElement("li");
  row.className = "ol-check-in__row";
  row.textContent = `✓ ${name}`;
  list.append(row);
  for (const number of [counter, main.querySelector("[data-checkin-count]")]) number.textContent = Number(number.textContent) + 1;
}

// The list as it is now, for when there is no connection. Of what is shown, all but what was asked for meanwhile.
function keepPage() {
  const shown = performance.getEntriesByType("resource").filter((entry) => entry.initiatorType !== "fetch");
  const addresses = [...new Set(shown.map((entry) => entry.name))].filter((name) => name.startsWith(location.origin));
  worker?.active?.postMessage({ until: Number(main.dataset.checkinUntil), addresses });
}

// The oldest first and one at a time: the last tick of somebody is the one that counts.
async function send() {
  if (sending) return;
  sending = true;
  let sent = 0;
  try {
    for (let ticks = waiting(); ticks.length; ticks = waiting()) {
      const [tick] = ticks;
      const answer = await fetch(location.pathname, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": main.querySelector("[name=csrfmiddlewaretoken]").value },
        body: new URLSearchParams(tick),
      });
      if (answer.redirected || answer.status === 403) {
        said = "U bent uitgelogd. Laad deze pagina opnieuw en log in; uw vinkjes blijven bewaard.";
        break;
      }
      if (answer.status >= 500) break;
      said = (await answer.json()).text;
      // Somebody may have ticked meanwhile, or another window may have sent this one too.
      keep(waiting().filter((other) => other.key !== tick.key));
      sent += 1;
      const button = buttonOf(tick);
      if (!answer.ok && button) show(button, tick.state !== "attended");
    }
  } catch {
    // No connection: they wait.
    said = "";
  } finally {
    sending = false;
    if (sent) keepPage();
    tell();
  }
}

function add(tick) {
  keep([...waiting(), { ...tick, key: newKey(), at: new Date().toISOString() }]);
  send();
}

list.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter ?? event.target.querySelector("button");
  const tick = { attendee: event.target.elements.attendee.value, state: button.value };
  show(button, tick.state === "attended");
  add(tick);
});

main.querySelector("[data-checkin-walk-in]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = event.target.elements.name;
  const name = field.value.trim();
  if (!name) return;
  showWalkIn(name);
  field.value = "";
  field.focus();
  add({ name });
});

main.querySelector("[data-checkin-search]")?.addEventListener("submit", (event) => event.preventDefault());
main.querySelector("[data-checkin-search] input")?.addEventListener("input", (event) => {
  const query = event.target.value.trim().toLowerCase();
  for (const row of list.children) row.hidden = !row.textContent.toLowerCase().includes(query);
});

// What was ticked before the page was opened again.
for (const tick of waiting()) {
  const button = buttonOf(tick);
  if (button) show(button, tick.state === "attended");
  else if (tick.name) showWalkIn(tick.name);
}
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(main.dataset.checkinWorker).catch(() => {});
  // Once all that the page shows is there.
  window.addEventListener("load", async () => {
    worker = await navigator.serviceWorker.ready;
    await document.fonts.ready;
    keepPage();
  });
}
window.addEventListener("online", send);
setInterval(send, RETRY_AFTER);
send();
