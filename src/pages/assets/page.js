// All pages can be read without this. It adds suggestions to the search, buttons that copy, and changes that open in place.

/** Suggestions under a search field, as the ARIA combobox pattern has them. */
function suggest(form) {
  const input = form.querySelector("input");
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Names");
  list.hidden = true;
  form.append(list);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-expanded", "false"],
    ["aria-controls", list.id],
  ]) {
    input.setAttribute(name, value);
  }
  let chosen = -1;
  let asked = 0;
  let timer = 0;

  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };
  const choose = (index) => {
    chosen = index;
    for (const [i, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(i === index));
    const item = list.children[index];
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    const text = input.value.trim();
    const turn = ++asked;
    if (text.length < 2) return show(false);
    const response = await fetch(`/search.json?${new URLSearchParams({ q: text })}`).catch(() => null);
    if (!response?.ok || turn !== asked) return;
    const { hits } = await response.json();
    list.replaceChildren(...hits.map((hit, i) => itemOf(hit, `${list.id}-${i}`)));
    choose(-1);
    show(hits.length > 0 && document.activeElement === input);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("blur", () => setTimeout(() => show(false), 150));
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape") return show(false);
    if (list.hidden || count === 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(chosen < 0 && step < 0 ? count - 1 : (chosen + step + count) % count);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.path);
    }
  });
}

function itemOf({ name, kind, from, to, path }, id) {
  const item = document.createElement("li");
  item.id = id;
  item.dataset.path = path;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const code = document.createElement("code");
  code.textContent = name;
  const more = document.createElement("small");
  const [first, last] = [from, to].map((ref) => ref.replace(/^v(?=\d)/, ""));
  more.textContent = `${kind}, ${first === last ? first : `${first} – ${last}`}`;
  item.append(code, more);
  item.addEventListener("mousedown", (event) => {
    event.preventDefault();
    location.assign(path);
  });
  return item;
}

/** A button that copies what stands beside it. */
function addCopy(block) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("code").textContent);
    button.textContent = "Copied";
    setTimeout(() => {
      button.textContent = "Copy";
    }, 1500);
  });
  block.append(button);
}

/** A change opens under its line; a second time it closes. With a key held, the link is a link. */
async function openChange(event) {
  const link = event.target instanceof Element ? event.target.closest("a[data-open]") : null;
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const item = link.closest("li");
  const open = item.querySelector(":scope > .change");
  link.setAttribute("aria-expanded", String(!open));
  if (open) return open.remove();
  const url = new URL(link.href);
  url.searchParams.set("part", "true");
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) return location.assign(link.href);
  // Made by this service from the same templates, and escaped by them.
  item.insertAdjacentHTML("beforeend", await response.text());
}

async function copyFrom(button) {
  const response = await fetch(button.dataset.copy);
  await navigator.clipboard.writeText(await response.text());
  button.textContent = "Copied";
}

document.addEventListener("click", openChange);
for (const link of document.querySelectorAll("a[data-open]")) link.setAttribute("aria-expanded", "false");
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copyFrom(button));
}
/** Files may be dropped anywhere on the form. */
function takeDrops(form) {
  const input = form.querySelector("input[type=file]");
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("dropping");
  });
  form.addEventListener("dragleave", () => form.classList.remove("dropping"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("dropping");
    if (event.dataTransfer?.files.length) input.files = event.dataTransfer.files;
  });
}

for (const form of document.querySelectorAll("[data-drop]")) takeDrops(form);
for (const form of document.querySelectorAll("[data-search]")) suggest(form);
for (const block of document.querySelectorAll(".copyable")) addCopy(block);
// A slash goes to the search, as in many places.
document.addEventListener("keydown", (event) => {
  const isField = event.target instanceof Element && event.target.closest("input, textarea, select");
  if (event.key !== "/" || isField || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  document.querySelector("[data-search] input").focus();
});
