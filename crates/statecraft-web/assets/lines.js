// Lines of wishes are moved by pointer and by keys. While one is held, only what it would change is asked for; it is put down by
// showing the page with one more change. Without this module the links below each line do the same.
// @ts-check

/** @typedef {{item: HTMLElement, list: HTMLElement, from: number}} Held */
/** @type {Held | undefined} */
let held;
let asked = 0;

/** @param {HTMLElement} list */
const items = (list) => /** @type {HTMLElement[]} */ ([...list.children]);

/** The address of the page with one more move. @param {Held} held */
function address({ item, list, from }) {
  const to = items(list).indexOf(item) + 1;
  const { owner, draft, who } = list.dataset;
  const step = `${(owner ?? "~").replace(/[^\p{L}\p{N}._~-]/gu, (c) => `*${c.codePointAt(0)?.toString(16)}*`)}:${from}>${to}`;
  const all = to === from ? draft : [draft, step].filter(Boolean).join(",");
  return `/preferences?${new URLSearchParams({ who: who ?? "", draft: all ?? "" })}`;
}

/** Shows what the line would change where it is now. @param {Held} held */
async function effect(held) {
  const mine = ++asked;
  const answer = await fetch(address(held)).then((answer) => answer.text(), () => "");
  const found = new DOMParser().parseFromString(answer, "text/html").getElementById("effect");
  if (mine === asked && found) document.getElementById("effect")?.replaceWith(document.adoptNode(found));
}

/** Numbers the lines as they stand. @param {Held} held */
function number({ list }) {
  items(list).forEach((item, at) => {
    const rank = /** @type {HTMLElement} */ (item.querySelector(".rk"));
    item.classList.toggle("moved", Number(item.dataset.place) !== at + 1);
    rank.textContent = String(at + 1);
  });
}

/** @param {HTMLElement} handle */
function lift(handle) {
  const item = /** @type {HTMLElement} */ (handle.closest("li"));
  const list = /** @type {HTMLElement} */ (item.parentElement);
  held = { item, list, from: items(list).indexOf(item) + 1 };
  item.classList.add("held");
}

/** @param {number} by */
function move(by) {
  if (!held) return;
  const { item, list } = held;
  const at = items(list).indexOf(item);
  const other = items(list)[at + by];
  if (!other) return;
  list.insertBefore(by < 0 ? item : other, by < 0 ? other : item);
  /** @type {HTMLElement} */ (item.querySelector(".hd")).focus();
  number(held);
  effect(held);
}

/** @param {boolean} keep */
function drop(keep) {
  if (!held) return;
  const { item, list, from } = held;
  const to = items(list).indexOf(item) + 1;
  const handle = /** @type {HTMLElement} */ (item.querySelector(".hd"));
  item.classList.remove("held");
  if (!keep) {
    list.insertBefore(item, items(list).filter((other) => other !== item)[from - 1] ?? null);
    handle.focus(); // what is moved in the page loses it
    number(held);
    effect(held);
  } else if (to !== from) {
    const link = document.createElement("a");
    link.href = address(held);
    link.dataset.swap = "";
    document.getElementById("main")?.append(link);
    handle.id = handle.id.replace(/\d+$/, String(to));
    handle.focus();
    link.click();
    link.remove();
  }
  held = undefined;
}

document.addEventListener("keydown", (event) => {
  const handle = event.target instanceof HTMLElement && event.target.closest(".hd");
  if (!(handle instanceof HTMLElement)) return;
  if (event.key === "Enter" || event.key === " ") held ? drop(true) : lift(handle);
  else if (event.key === "Escape") drop(false);
  else if (held && event.key === "ArrowUp") move(-1);
  else if (held && event.key === "ArrowDown") move(1);
  else if (!held && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".hd")]);
    all[all.indexOf(handle) + (event.key === "ArrowUp" ? -1 : 1)]?.focus();
  } else return;
  event.preventDefault();
});

document.addEventListener("pointerdown", (event) => {
  const handle = event.target instanceof HTMLElement && event.target.closest(".hd");
  if (!(handle instanceof HTMLElement) || event.button) return;
  event.preventDefault();
  handle.focus();
  lift(handle);
});
document.addEventListener("pointermove", (event) => {
  if (!held) return;
  const { item, list } = held;
  const at = items(list).indexOf(item);
  const before = items(list)[at - 1]?.getBoundingClientRect();
  const after = items(list)[at + 1]?.getBoundingClientRect();
  if (before && event.clientY < before.top + before.height / 2) move(-1);
  else if (after && event.clientY > after.top + after.height / 2) move(1);
});
document.addEventListener("pointerup", () => drop(true));
document.addEventListener("pointercancel", () => drop(false));

// Other windows may save: then the rail says so.
setInterval(async () => {
  const main = document.getElementById("main");
  const status = document.getElementById("status");
  if (document.hidden || !main?.dataset.version || !status) return;
  const now = await fetch("/version").then((answer) => (answer.ok ? answer.text() : ""), () => "");
  if (!now) status.textContent = "The program has stopped; what you see is as it was.";
  else if (now !== main.dataset.version) status.replaceChildren("The file was changed elsewhere: ", Object.assign(document.createElement("a"), { href: location.href, textContent: "show it" }));
}, 3000);

// Words that are marked in a source become a draft of a claim, below the paragraph that they stand in.
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const part = range.commonAncestorContainer;
  const paragraph = (part instanceof Element ? part : part.parentElement)?.closest("p[data-source]");
  const form = paragraph?.closest(".doc")?.querySelector("form[data-draft-of]");
  if (!paragraph || !(form instanceof HTMLFormElement)) return;
  const words = range.cloneContents();
  words.querySelectorAll("sup").forEach((number) => number.remove());
  const quote = (words.textContent ?? "").replace(/\s+/g, " ").trim();
  const input = form.elements.namedItem("quote");
  if (!quote || !(input instanceof HTMLInputElement)) return;
  input.value = quote;
  /** @type {HTMLElement} */ (form.querySelector("q")).textContent = quote;
  form.hidden = false;
  paragraph.nextElementSibling?.append(form);
});
