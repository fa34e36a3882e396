// The menu is a popover that the browser opens and closes. On a wide screen it is part of the head of the page, and an
// open popover would still float above everything: close it when the window grows.
export function closeMenuOnWideScreens() {
  const menu = document.querySelector("[data-ol-menu]");
  if (!menu?.hidePopover) return;
  matchMedia("(min-width: 60rem)").addEventListener("change", (event) => {
    if (event.matches && menu.matches(":popover-open")) menu.hidePopover();
  });
}
