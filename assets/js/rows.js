// One more row for a name, without going to the server for it.
export function addRows() {
  for (const group of document.querySelectorAll("[data-ol-rows]")) {
    const button = group.querySelector("button");
    button?.addEventListener("click", (event) => {
      event.preventDefault();
      const rows = group.querySelectorAll(".ol-field");
      const last = rows[rows.length - 1];
      const number = rows.length + 1;
      const row = last.cloneNode(true);
      row.classList.remove("ol-field--error");
      row.querySelector(".ol-field__error")?.remove();
      const input = row.querySelector("input");
      for (const name of ["aria-invalid", "aria-describedby", "autofocus", "value"]) input.removeAttribute(name);
      input.value = "";
      input.name = input.name.replace(/\d+$/, number);
      input.id = input.id.replace(/\d+$/, number);
      const label = row.querySelector("label");
      label.htmlFor = input.id;
      label.textContent = label.textContent.trim().replace(/\d+$/, number);
      last.after(row);
      group.querySelector("[name=rows]").value = number;
      input.focus();
      if (number >= Number(group.dataset.olMost)) button.parentElement.remove();
    });
  }
}
