// Mark in 'Op deze pagina' which heading the reader has last passed.
export function markPlaceOnPage() {
  const list = document.querySelector("[data-ol-here]");
  if (!list) return;
  const links = new Map();
  for (const link of list.querySelectorAll("a[href^='#']")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const headings = [...links.keys()];
  if (!headings.length) return;

  const mark = () => {
    const line = innerHeight * 0.3;
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top <= line);
    const current = passed.at(-1);
    for (const [heading, link] of links) {
      if (heading === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  // The observer calls only when a heading crosses the line, which is far less often than scrolling does. The margin at
  // the top keeps a heading that was passed inside, so that a jump past several is seen too.
  const observer = new IntersectionObserver(mark, { rootMargin: "1000000px 0px -70% 0px" });
  headings.forEach((heading) => observer.observe(heading));
  mark();

  // Above the text the list covers what it leads to: close it once it has done its work.
  list.addEventListener("click", (event) => {
    const details = list.querySelector("details");
    if (event.target.closest("a") && !matchMedia("(min-width: 80rem)").matches) details.open = false;
  });
}
