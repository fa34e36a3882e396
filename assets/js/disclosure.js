// Details that stand beside the text on a wide screen and above it on a narrow one: open beside, closed above.
// Until this has run, CSS shows the contents on a wide screen, so that nothing jumps.
export function openOnWideScreens() {
  for (const details of document.querySelectorAll("details[data-ol-open-wide]")) {
    const wide = matchMedia(`(min-width: ${details.dataset.olOpenWide})`);
    const follow = () => {
      details.open = wide.matches;
    };
    follow();
    details.dataset.olReady = "";
    wide.addEventListener("change", follow);
  }
}
