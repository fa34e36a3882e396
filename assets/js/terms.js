// Where CSS can't yet tie an explanation to its word, place it below the word, within the window.
export function placeExplanations() {
  if (CSS.supports("position-area: block-end")) return;
  for (const explanation of document.querySelectorAll(".ol-term__popover")) {
    const word = document.querySelector(`[popovertarget="${CSS.escape(explanation.id)}"]`);
    explanation.addEventListener("toggle", (event) => {
      if (event.newState !== "open" || !word) return;
      const box = word.getBoundingClientRect();
      const left = Math.min(box.left, innerWidth - explanation.offsetWidth - 16);
      const fitsBelow = box.bottom + explanation.offsetHeight + 16 < innerHeight;
      const top = fitsBelow ? box.bottom + 8 : Math.max(8, box.top - explanation.offsetHeight - 8);
      Object.assign(explanation.style, { inset: "auto", margin: "0", left: `${Math.max(16, left)}px`, top: `${top}px` });
    });
  }
}
