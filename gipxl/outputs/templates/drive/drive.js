"use strict";
// Without this script the page is the whole table. With it, the table can be sorted, searched and narrowed down.
const table = document.getElementById("table");
if (table) {
  const body = table.tBodies[0];
  const asDelivered = [...body.rows];
  const headings = [...table.tHead.rows[0].cells];
  const at = (name) => headings.findIndex((heading) => heading.dataset.name === name);
  const find = document.getElementById("find");
  const show = document.getElementById("show");
  const told = document.getElementById("told");
  let sorted = "";

  // "Orgao" finds "Órgão".
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const words = new Map();
  const wordsOf = (row) => {
    if (!words.has(row)) words.set(row, folded(`${row.cells[0].textContent} ${row.cells[1].textContent}`));
    return words.get(row);
  };

  const KEYS = {
    number: (text) => (text ? Number(text.replace(/,/g, "").replace("\u2212", "-")) : null),
    day: (text) => text.replace(/^(\d\d)\/(\d\d)\/(\d{4})/, "$3$2$1") || null,
  };
  // The reason why a plan could not be checked takes the room of all its numbers.
  const cellOf = (row, index) => {
    const fewer = headings.length - row.cells.length;
    if (!fewer || index === 0) return row.cells[index];
    return index < headings.length - 2 ? null : row.cells[index - fewer];
  };
  const keyOf = (row, index, kind) => {
    const cell = cellOf(row, index);
    if (!cell) return null;
    const text = cell.textContent.trim();
    return kind ? KEYS[kind](text) : text;
  };
  const inWords = new Intl.Collator("en-GB", { numeric: true }).compare;
  const compare = (one, other) => (typeof one === "string" ? inWords(one, other) : one - other);

  const FITS = {
    all: () => true,
    problem: (row) => row.classList.contains("bad"),
    remark: (row) => row.querySelector(".remark") !== null,
  };
  const fits = () => FITS[show.value] || ((row) => keyOf(row, at(show.value), "number") > 0);

  const tell = (shown) => {
    const number = asDelivered.length.toLocaleString("en-GB");
    told.textContent = `${shown.toLocaleString("en-GB")} of ${number} ${asDelivered.length === 1 ? "plan" : "plans"} shown${sorted}.`;
  };

  const narrow = () => {
    const wanted = folded(find.value).split(/\s+/).filter(Boolean);
    const fit = fits();
    let shown = 0;
    for (const row of asDelivered) {
      const stays = fit(row) && wanted.every((word) => wordsOf(row).includes(word));
      if (row.hidden === stays) row.hidden = !stays;
      shown += stays;
    }
    tell(shown);
  };

  const sort = (heading) => {
    const index = headings.indexOf(heading);
    const kind = heading.dataset.kind;
    // The first press shows what matters: high numbers, late days, names from A; the third puts all back.
    const steps = kind ? ["descending", "ascending"] : ["ascending", "descending"];
    const step = steps[steps.indexOf(heading.getAttribute("aria-sort")) + 1];
    for (const each of headings) each.removeAttribute("aria-sort");
    let rows = asDelivered;
    sorted = "";
    if (step) {
      heading.setAttribute("aria-sort", step);
      sorted = `, by ${heading.textContent}, ${step}`;
      const turn = step === "ascending" ? 1 : -1;
      const keyed = rows.map((row) => [keyOf(row, index, kind), row]);
      const empty = keyed.filter(([key]) => key === null);
      const full = keyed.filter(([key]) => key !== null).sort(([one], [other]) => turn * compare(one, other));
      rows = [...full, ...empty].map(([, row]) => row);
    }
    // Moved about while in the page, ten thousand rows would take their time.
    body.remove();
    body.replaceChildren(...rows);
    table.append(body);
    tell(asDelivered.filter((row) => !row.hidden).length);
  };

  for (const heading of headings) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => sort(heading));
    heading.replaceChildren(button);
  }
  table.classList.add("sortable");

  let waiting;
  find.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(narrow, asDelivered.length > 1000 ? 200 : 50);
  });
  show.addEventListener("change", narrow);
  for (const link of document.querySelectorAll("a[data-show]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      find.value = "";
      show.value = link.dataset.show;
      narrow();
      document.getElementById("plans-heading").focus();
    });
  }
  document.querySelector(".finder").hidden = false;
  // A browser may bring back what was typed before the page was loaded anew.
  narrow();
}
