// Say that a table goes on to the right, as long as it does.
export function hintAtScrolling() {
  const tables = document.querySelectorAll("[data-ol-table]");
  if (!tables.length) return;
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const hint = target.querySelector(".ol-table__hint");
      const scrolls = target.scrollWidth > target.clientWidth + 1;
      if (scrolls && !hint) {
        const text = document.createElement("p");
        text.className = "ol-table__hint";
        text.setAttribute("aria-hidden", "true");
        text.textContent = "Schuif opzij om de hele tabel te zien →";
        target.append(text);
      } else if (!scrolls) {
        hint?.remove();
      }
    }
  });
  tables.forEach((table) => observer.observe(table));
}
