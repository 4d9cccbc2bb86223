// A reader decides drafted claims by keys, and the file changes where it should and nowhere else.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, serve } from "./server.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pages = ["/review", "/review?at=3", "/review?at=99", "/readers", "/what-is-missing"];

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */ let house;

before(async () => {
  browser = await launch();
  house = await serve("tutorial-harbour-strike", (folder, program) => {
    execFileSync(program, ["read", join(folder, "sources"), "--drafts", join(folder, "drafts.jsonl")]);
  });
});
after(async () => {
  await browser.close();
  assert.equal(await house.stop(), 0);
});

/** Opens the pages in a window. @param {import("playwright-core").BrowserContextOptions} [how] */
async function open(how) {
  const page = await (await browser.newContext(how)).newPage();
  await page.goto(house.url);
  return page;
}
const written = () => readFile(house.file, "utf8");
const decided = () => readFile(join(house.folder, "reading.jsonl"), "utf8");
/** @param {string} text */
const comments = (text) => text.split("\n").filter((line) => line.trimStart().startsWith("#"));

test("accepted by key, refused, taken back, gone on with: comments stay and undo leaves nothing", async () => {
  const before = await written();
  const page = await open();
  /** @type {string[]} */ const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  /** Presses a key that decides, and waits for the page behind it. @param {string} key @param {RegExp} told */
  const press = async (key, told) => {
    await Promise.all([page.waitForEvent("load"), page.keyboard.press(key)]);
    assert.match(await page.locator(".head p").innerText(), told);
  };
  await page.keyboard.press("g");
  await page.keyboard.press("v");
  await page.waitForURL(/\/review/);
  assert.match(await page.locator(".head p").innerText(), /0 of 3 decided/);
  assert.match(await page.locator(".sent").innerText(), /The union could block the harbour gates as well/);
  assert.equal(await page.locator(".sent mark").innerText(), "The union could block the harbour gates as well");
  await page.keyboard.press("k");
  await page.keyboard.press("2");
  assert.equal(await page.locator("select[name=kind]").inputValue(), "reported");
  assert.equal(await page.locator("input[name=who]:checked").inputValue(), "name:Odo Finch");
  await page.keyboard.press("w");
  await page.keyboard.type("Mara Tolle, who chairs the union");
  assert.equal(await page.locator("input[name=who]:checked").inputValue(), "other");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  const accepted = await written();
  assert.match(accepted, /speaker = "Mara Tolle, who chairs the union"/);
  assert.match(accepted, /directness = "unnamed"/);
  assert.deepEqual(comments(accepted), comments(before));
  await press("n", /2 of 3 decided/);
  assert.match(await page.locator(".last").innerText(), /refused/);
  await press("u", /1 of 3 decided/);
  await page.keyboard.press("l");
  await page.waitForURL(/at=/);
  assert.equal((await decided()).trim().split("\n").length, 1, "what is left for later is not decided");
  const again = await open();
  await again.goto(house.base + "/review");
  assert.match(await again.locator(".head p").innerText(), /1 of 3 decided/, "another window goes on from there");
  await press("u", /0 of 3 decided/);
  assert.equal(await written(), before);
  assert.equal(await decided(), "");
  assert.deepEqual(complaints, []);
});

test("without script the buttons decide", async () => {
  const page = await open({ javaScriptEnabled: false });
  await page.goto(house.base + "/review");
  await page.getByRole("button", { name: "Refuse" }).click();
  assert.match(await page.locator(".head p").innerText(), /1 of 3 decided/);
  await page.getByRole("button", { name: "Take it back" }).click();
  assert.match(await page.locator(".head p").innerText(), /0 of 3 decided/);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing serious, and nothing is wider than a narrow window, ${colorScheme}`, async () => {
    const page = await open({ colorScheme, bypassCSP: true, viewport: { width: 360, height: 740 } });
    for (const path of pages) {
      await page.goto(house.base + path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
      await page.evaluate(axe);
      const found = await page.evaluate(() => /** @type {any} */ (window).axe.run(document, { resultTypes: ["violations"] }));
      const serious = found.violations.filter((/** @type {any} */ it) => ["serious", "critical"].includes(it.impact));
      assert.deepEqual(serious.map((/** @type {any} */ it) => it.id), [], path);
    }
  });
}

test("the sentence stays in sight while somebody is chosen as the speaker", async () => {
  const page = await open({ viewport: { width: 360, height: 740 } });
  await page.goto(house.base + "/review");
  await page.locator("select[name=kind]").scrollIntoViewIfNeeded();
  const seen = await page.locator(".sent").evaluate((sentence) => {
    const box = sentence.getBoundingClientRect();
    return document.elementFromPoint(box.left + 20, box.top + 5)?.closest(".passage") !== null;
  });
  assert.ok(seen);
});
