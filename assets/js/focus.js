// After a form was refused, start at what has to be mended.
export function focusErrors() {
  document.querySelector("[data-ol-focus]")?.focus();
}
