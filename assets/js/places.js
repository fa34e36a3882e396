// How many places are left now: the page itself may be a minute old.
export function refreshPlaces() {
  const list = document.querySelector("[data-ol-places]");
  if (!list) return;
  const refresh = async () => {
    if (document.hidden) return;
    const answer = await fetch(list.dataset.olPlaces).catch(() => null);
    if (!answer?.ok) return;
    const places = await answer.json();
    for (const session of list.querySelectorAll("[data-ol-session]")) {
      const now = places[session.dataset.olSession];
      const label = session.querySelector("[data-ol-places-label]");
      const action = session.querySelector("[data-ol-action]");
      if (!now) continue;
      if (label && label.textContent !== now.places) label.textContent = now.places;
      if (!action) continue;
      action.closest("a").hidden = !now.action;
      if (now.action && action.textContent !== now.action) action.textContent = now.action;
    }
  };
  document.addEventListener("visibilitychange", refresh);
  setInterval(refresh, 60_000);
  refresh();
}
