// Pieces of pages are swapped instead of loading whole pages, and keys are heard. Without this module every link works as a link.
// @ts-check

const main = () => /** @type {HTMLElement} */ (document.getElementById("main"));
/** @type {AbortController | undefined} */
let waiting;

/** Shows the page of an address in place of this one. @param {string} href @param {{push?: boolean}} how */
async function show(href, { push = true } = {}) {
  waiting?.abort();
  waiting = new AbortController();
  const focus = document.activeElement?.id;
  let text;
  try {
    const answer = await fetch(href, { signal: waiting.signal, headers: { accept: "text/html" } });
    text = await answer.text();
    if (!answer.ok) throw new Error(text);
  } catch (error) {
    if (/** @type {Error} */ (error).name === "AbortError") return;
    return say("The program has stopped; what you see is as it was.");
  }
  const next = new DOMParser().parseFromString(text, "text/html");
  const found = next.getElementById("main");
  if (!found) return location.assign(href);
  const before = new Map([...main().querySelectorAll(".cel")].map((cell) => [cell.id, cell.textContent]));
  main().replaceWith(document.adoptNode(found));
  if (push) history.pushState(null, "", href);
  document.title = next.title;
  for (const cell of main().querySelectorAll(".cel")) {
    if (before.has(cell.id) && before.get(cell.id) !== cell.textContent) mark(cell);
  }
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  main().dispatchEvent(new CustomEvent("swapped", { bubbles: true }));
}

/** Marks what has changed for two seconds. @param {Element} cell */
function mark(cell) {
  cell.classList.add("changed");
  setTimeout(() => cell.classList.remove("changed"), 2000);
}

/** @param {string} words */
export function say(words) {
  const status = document.getElementById("status");
  if (status) status.textContent = words;
}

/** @type {AbortController | undefined} */
let checking;
/** @type {string | undefined} What was checked last: an edition, or changes that are tried on it. */
let known;

/** Asks what independent code says of what is shown. The page is there first; its check follows. */
async function check() {
  const place = document.getElementById("checked");
  const tried = main().querySelector("[data-check]");
  const href = (tried instanceof HTMLElement && tried.dataset.check) || "/checked";
  const key = `${main().dataset.version} ${href}`;
  if (!place || key === known) return;
  checking?.abort();
  checking = new AbortController();
  known = key;
  place.textContent = "Being checked …";
  try {
    const answer = await fetch(href, { signal: checking.signal });
    const words = await answer.text();
    place.textContent = words;
    place.classList.toggle("wrong", words.startsWith("DEFECT"));
  } catch (error) {
    if (/** @type {Error} */ (error).name !== "AbortError") place.textContent = "Not checked: the program has stopped.";
  }
}
document.addEventListener("swapped", check);
check();

/** Says how far long work is, and shows the page anew once it is done. */
async function follow() {
  const jobs = /** @type {HTMLElement[]} */ ([...main().querySelectorAll("[data-job]")]);
  const page = main();
  while (jobs.length && page.isConnected) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const job of jobs) {
      const words = await fetch(`/job?what=${job.dataset.job}`).then((answer) => answer.text(), () => "");
      if (!page.isConnected) return;
      if (words === "done") return show(location.href, { push: false });
      const told = job.querySelector("p");
      if (told && words) told.textContent = words;
    }
  }
}
document.addEventListener("swapped", follow);
follow();

/** Whether an event means this page and nothing more. @param {MouseEvent} event */
const plain = (event) => !(event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-swap]");
  if (!(link instanceof HTMLAnchorElement) || !plain(event)) return;
  event.preventDefault();
  show(link.href);
});
document.addEventListener("change", (event) => {
  if (event.target instanceof HTMLSelectElement && event.target.matches("[data-send]")) event.target.form?.requestSubmit();
});
addEventListener("popstate", () => show(location.href, { push: false }));

/** The switches that a move would flip are outlined while it is looked at. @param {Event} event */
function preview(event) {
  const move = event.target instanceof Element && event.target.closest("[data-flips]");
  document.querySelectorAll(".sw.will").forEach((other) => other.classList.remove("will"));
  if (!move || ["pointerout", "focusout"].includes(event.type)) return;
  const flips = (move.getAttribute("data-flips") ?? "").split(" ").filter(Boolean);
  flips.forEach((option) => document.getElementById(`sw-${option}`)?.classList.add("will"));
}
["pointerover", "pointerout", "focusin", "focusout"].forEach((kind) => document.addEventListener(kind, preview));

let going = false;
/** @type {Record<string, () => void>} */
const keys = {
  u: () => document.getElementById("undo")?.click(),
  U: () => history.forward(),
  t: () => document.getElementById("step-0")?.click(),
  1: () => document.getElementById("look-1")?.click(),
  2: () => document.getElementById("look-2")?.click(),
  3: () => document.getElementById("look-3")?.click(),
  "/": () => document.querySelector("[data-find]") instanceof HTMLElement && /** @type {HTMLElement} */ (document.querySelector("[data-find]")).focus(),
};

/** Moves the focus among the switches, or between a switch and the moves. @param {number} by @param {string} kind */
function walk(by, kind) {
  const all = /** @type {HTMLElement[]} */ ([...main().querySelectorAll(kind)].filter((one) => one instanceof HTMLElement && one.offsetParent));
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input:not([type=radio]), textarea, select, [data-keys]");
  if (typing || event.metaKey || event.ctrlKey || event.altKey) return;
  const board = main().dataset.page === "board";
  const here = document.activeElement;
  if (going) {
    going = false;
    const link = document.querySelector(`.rail a[data-key="${CSS.escape(event.key)}"]`);
    if (link instanceof HTMLAnchorElement) link.click();
  } else if (event.key === "g") {
    going = true;
  } else if (board && event.key === " " && here?.matches("a[data-swap]")) {
    event.preventDefault();
    /** @type {HTMLElement} */ (here).click();
  } else if (board && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    walk(event.key === "ArrowDown" ? 1 : -1, here?.matches(".move") ? ".move" : ".sw");
  } else if (board && ["ArrowRight", "ArrowLeft"].includes(event.key)) {
    event.preventDefault();
    walk(event.key === "ArrowRight" ? 1 : -1, event.key === "ArrowLeft" && here?.matches(".sw") ? ".sw" : ".move, .sw:focus");
  } else if (press(event.key)) {
    event.preventDefault();
  } else {
    keys[event.key]?.();
  }
});

/** Does what the page has for a key: a button is pressed, a list goes on to its next line, a field gets the focus. @param {string} key */
function press(key) {
  const one = main().querySelector(`[data-press="${CSS.escape(key)}"]`);
  if (one instanceof HTMLSelectElement) one.selectedIndex = (one.selectedIndex + 1) % one.length;
  else if (one instanceof HTMLInputElement && one.type === "text") one.focus();
  else if (one instanceof HTMLElement) one.click();
  return Boolean(one);
}

// Who writes a name means it: the choice beside the field is made.
document.addEventListener("focusin", (event) => {
  const choice = event.target instanceof Element && event.target.matches(".other input[type=text]") && event.target.parentElement?.querySelector("input[type=radio]");
  if (choice instanceof HTMLInputElement) choice.checked = true;
});
