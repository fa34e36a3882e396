// While a page is being saved by itself, its buttons wait for that: a new page would be made twice, and an old one would
// be taken for changed by somebody else. Wagtail waits half a second before it sends what it has announced with 'save'.
const LONGEST = 10000;
const form = document.querySelector("form[data-controller~='w-autosave']");
let isSaving = false;
let waiting = null;

// Wagtail has disabled the button by now, so that it would not be sent along.
function submit() {
  if (!waiting) return;
  const { name, value } = waiting;
  waiting = null;
  if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  form.requestSubmit();
}

form?.addEventListener("w-autosave:save", () => {
  isSaving = true;
});
for (const name of ["w-autosave:success", "w-autosave:error"]) {
  form?.addEventListener(name, () => {
    isSaving = false;
    // What was typed meanwhile is announced first.
    setTimeout(() => isSaving || submit());
  });
}
// Before everybody else who listens.
window.addEventListener(
  "submit",
  (event) => {
    if (event.target !== form || !isSaving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting) return;
    waiting = event.submitter ?? {};
    setTimeout(() => {
      isSaving = false;
      submit();
    }, LONGEST);
  },
  { capture: true },
);
