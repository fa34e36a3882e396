// Titles that may be meant, while somebody types in a search box: a combobox as ARIA 1.2 describes it. The arrows go
// through them, Enter opens the chosen one or else searches, Escape closes.
const SHORTEST = 2;
const PATIENCE = 150;

const make = (name, className, text) => {
  const element = document.createElement(name);
  element.className = className;
  if (text) element.textContent = text;
  return element;
};

class Suggestions {
  constructor(input) {
    this.input = input;
    this.form = input.form;
    this.address = input.dataset.olSuggest;
    this.list = make("div", "ol-suggestions");
    this.list.id = `${input.id}-suggesties`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggesties");
    this.list.hidden = true;
    this.status = make("p", "ol-visually-hidden");
    this.status.setAttribute("role", "status");
    this.options = [];
    this.chosen = -1;
    this.form.append(this.list, this.status);
    // The browser's own search field clears itself with Escape and may not be called a combobox.
    input.type = "text";
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.ask());
    input.addEventListener("keydown", (event) => this.press(event));
    // Whoever points at a suggestion keeps the focus in the field, so that leaving it means leaving for good.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.open(event.target.closest("[role=option]")));
    input.addEventListener("blur", () => this.close());
  }

  ask() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.choose(-1);
    if (this.input.value.trim().length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.fetch(), PATIENCE);
  }

  async fetch() {
    this.request = new AbortController();
    const query = new URLSearchParams(new FormData(this.form));
    try {
      const answer = await fetch(`${this.address}?${query}`, { signal: this.request.signal });
      if (!answer.ok) return this.close();
      this.show((await answer.json()).groups);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(groups) {
    this.options = [];
    this.list.replaceChildren(...groups.map((group, number) => this.group(group, number)));
    const count = this.options.length;
    if (document.activeElement !== this.input || !count) this.close();
    else {
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
    }
    this.status.textContent = count ? `${count} ${count === 1 ? "suggestie" : "suggesties"}.` : "Geen suggesties.";
  }

  group({ label, suggestions }, number) {
    const group = make("div", "ol-suggestions__group");
    const name = make("div", "ol-suggestions__kind", label);
    name.id = `${this.list.id}-${number}`;
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", name.id);
    group.append(name, ...suggestions.map((suggestion) => this.option(suggestion)));
    return group;
  }

  option({ title, context, url }) {
    const option = make("div", "ol-suggestions__option");
    option.id = `${this.list.id}-optie-${this.options.length}`;
    option.dataset.url = url;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.append(...title.map(([text, isMatch]) => (isMatch ? make("strong", "", text) : text)));
    if (context) option.append(" ", make("span", "ol-suggestions__context", context));
    this.options.push(option);
    return option;
  }

  choose(place) {
    this.options[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = place;
    const option = this.options[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    // While a word is being composed, keys belong to the composing.
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const isOpen = !this.list.hidden;
    const last = this.options.length - 1;
    const moves = {
      ArrowDown: () => this.choose(this.chosen >= last ? -1 : this.chosen + 1),
      ArrowUp: () => this.choose(this.chosen < 0 ? last : this.chosen - 1),
      // With nothing chosen these move the cursor, as they do in any field.
      Home: this.chosen >= 0 && (() => this.choose(0)),
      End: this.chosen >= 0 && (() => this.choose(last)),
      Escape: () => this.close(),
      Enter: this.chosen >= 0 && (() => this.open(this.options[this.chosen])),
    };
    if (isOpen && moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    } else if (event.key === "ArrowDown" && !isOpen) {
      event.preventDefault();
      this.ask();
    } else if (event.key === "Escape" && this.input.value) {
      event.preventDefault();
      this.input.value = "";
      this.ask();
    }
  }

  open(option) {
    if (option) location.assign(option.dataset.url);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.choose(-1);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }
}

export function suggestTitles() {
  for (const input of document.querySelectorAll("[data-ol-suggest]")) new Suggestions(input);
}
