// Nothing is fetched from a film's host before the visitor has asked for it here.
export function playOnRequest() {
  for (const holder of document.querySelectorAll("[data-ol-video]")) {
    const button = holder.querySelector("button");
    if (!button || !holder.dataset.src) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const frame = document.createElement("iframe");
      frame.src = holder.dataset.src;
      frame.title = holder.dataset.title;
      frame.allow = "fullscreen; picture-in-picture";
      frame.allowFullscreen = true;
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      holder.replaceWith(frame);
      frame.focus();
    });
  }
}
