// A button that prints is of no use without script, so it comes hidden.
export function enablePrinting() {
  for (const button of document.querySelectorAll("[data-ol-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
