// A reader's ways through the pages of the shipped case, by mouse and by keys.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { launch, serve } from "./server.js";

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */ let house;
/** @type {import("playwright-core").Page} */ let page;
/** @type {string[]} */ let complaints;

before(async () => {
  browser = await launch();
  house = await serve("iran-taliban-2021-first");
});
after(async () => {
  await browser.close();
  assert.equal(await house.stop(), 0, "Ctrl-C ends the program cleanly");
});
beforeEach(async () => {
  complaints = [];
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(house.url);
});

/** @param {string} path */
const go = (path) => page.goto(house.base + path);
/** Waits until something is so. The pages' policy forbids what Playwright's own waiting does. @template T @param {(arg: T) => unknown} fn @param {T} [arg] */
async function until(fn, arg) {
  for (const start = Date.now(); Date.now() - start < 15_000; ) {
    if (await page.evaluate(/** @type {any} */ (fn), arg).catch(() => false)) return;
    await page.waitForTimeout(20);
  }
  assert.fail(`not so after 15 seconds: ${fn}`);
}
const heading = () => page.locator("h1").first().innerText();

test("the token leaves the address, and without the cookie nothing opens", async () => {
  assert.ok(!page.url().includes("token"));
  const other = await (await browser.newContext()).newPage();
  const reply = await other.goto(house.base + "/");
  assert.equal(reply?.status(), 403);
});

test("from the brief to an outcome, to why, to the sentence", async () => {
  assert.match(await heading(), /Why does Tehran court the Taliban/);
  assert.match(await page.locator(".bottom").first().innerText(), /does not last under any of the three explanations/);
  await page.locator(".ends tbody tr", { hasText: "A settlement at talks that Iran hosts" }).first().getByText("Why?").click();
  await page.waitForURL(/\/why/);
  assert.match(await heading(), /Would/);
  await page.locator(".bq a").first().click();
  await page.waitForURL(/\/sources#claim-/);
  const claim = page.locator(":target");
  assert.equal(await claim.count(), 1);
  assert.deepEqual(complaints, []);
});

test("four moves on the board by mouse, undone by Back", async () => {
  await go("/board");
  await page.locator(".move", { hasText: "Complete the troop withdrawal" }).first().click();
  await until(() => document.querySelectorAll("#line li").length === 2);
  await page.locator(".move", { hasText: "Agree to share power" }).first().click();
  await until(() => document.querySelectorAll("#line li").length === 3);
  await page.locator("[id='sw-taliban.curb']").click();
  await until(() => document.querySelectorAll("#line li").length === 4);
  await page.locator(".move", { hasText: "Stop expanding" }).first().click();
  await until(() => document.querySelectorAll("#line li").length === 5);
  assert.match(page.url(), /line=us\.withdraw,kabul\.share,taliban\.curb,isis\.expand/);
  await page.goBack();
  await until(() => document.querySelectorAll("#line li").length === 4);
  const again = await page.context().newPage();
  await again.goto(page.url());
  assert.equal(await again.locator("#line li").count(), 4, "the address is the state");
  assert.deepEqual(complaints, []);
});

test("four moves by keys, and the focus stays where it was", async () => {
  await go("/board");
  const focus = (/** @type {string} */ id) => page.locator(`[id='${id}']`).focus();
  const lined = (/** @type {number} */ count) => until((count) => document.querySelectorAll("#line li").length === count, count);
  await focus("sw-us.withdraw");
  await page.keyboard.press("Space");
  await lined(2);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "sw-us.withdraw");
  await focus("sw-kabul.share");
  await page.keyboard.press("Enter");
  await lined(3);
  await focus("sw-taliban.curb");
  await page.keyboard.press("Space");
  await lined(4);
  await focus("sw-isis.expand");
  await page.keyboard.press("Space");
  await lined(5);
  await page.keyboard.press("u");
  await lined(4);
  await page.keyboard.press("2");
  await page.waitForURL(/look=credible/);
  await page.keyboard.press("ArrowUp");
  assert.match(await page.evaluate(() => document.activeElement?.id ?? ""), /^sw-/);
});

test("a switch that the rules forbid says the rule and offers the nearest way", async () => {
  await go("/board");
  await page.locator("[id='sw-taliban.settle']").click();
  const refusal = page.locator(".refuse");
  await refusal.waitFor();
  assert.match(await refusal.innerText(), /Not possible as things stand/);
  assert.equal(await page.locator("#line li").count(), 2, "only today and the hint");
});

test("what is shown is checked after it is shown, and a draft is checked anew", async () => {
  const checked = () => page.waitForFunction(() => document.getElementById("checked")?.textContent?.startsWith("Checked by independent code"));
  await go("/preferences?who=iran");
  await checked();
  const before = page.waitForResponse((answer) => answer.url().includes("/checked?who=iran&draft="));
  await page.goto(house.base + "/preferences?who=iran&draft=leverage:4>3");
  assert.match(await (await before).text(), /^Checked by independent code: of .* none was wrong\.$/);
  await checked();
});

test("a line is moved by keys and its effect is said before it is put down", async () => {
  await go("/preferences?who=iran");
  await page.locator("#wish-leverage-4").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await until(() => /12 of 20 fall/.test(document.getElementById("effect")?.textContent ?? ""));
  await page.keyboard.press("Escape");
  await until(() => /Nothing is written/.test(document.getElementById("effect")?.textContent ?? ""));
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(/draft=leverage/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "wish-leverage-3");
});

test("a line is moved by the pointer, saved with every comment in place, and taken back", async () => {
  const text = await readFile(house.file, "utf8");
  await go("/preferences?who=iran");
  const from = await page.locator("#wish-leverage-4").boundingBox();
  const to = await page.locator("#wish-leverage-3").boundingBox();
  assert.ok(from && to);
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + 5, to.y - 4, { steps: 8 });
  await page.mouse.up();
  await page.waitForURL(/draft=leverage/);
  assert.equal(await readFile(house.file, "utf8"), text, "nothing is written until Save");
  await page.locator("#save").click();
  await page.waitForURL(/saved/);
  const saved = await readFile(house.file, "utf8");
  assert.notEqual(saved, text);
  const comments = (/** @type {string} */ text) => text.split("\n").filter((line) => line.startsWith("#"));
  assert.deepEqual(comments(saved), comments(text));
  await page.getByText("Undo last save").click();
  await page.waitForURL(/saved/);
  assert.equal(await readFile(house.file, "utf8"), text);
});

test("a file changed meanwhile is not written over", async () => {
  const text = await readFile(house.file, "utf8");
  await go("/preferences?who=iran&draft=leverage:4>3");
  await writeFile(house.file, text + "\n# by another hand\n");
  await page.locator("#save").click();
  assert.match(await heading(), /changed meanwhile/);
  assert.match(await page.locator("main").innerText(), /by another hand/);
  assert.equal(await readFile(house.file, "utf8"), text + "\n# by another hand\n");
  await page.getByText("Try mine on the file as it is now").click();
  await page.locator("#save").click();
  await page.waitForURL(/saved/);
  assert.match(await readFile(house.file, "utf8"), /# by another hand\n$/);
  await writeFile(house.file, text);
});

test("a conflict is solved part by part", async () => {
  const text = await readFile(house.file, "utf8");
  await go("/preferences?who=iran&draft=leverage:4>3");
  await writeFile(house.file, text + "\n# by another hand\n");
  await page.locator("#save").click();
  assert.match(await page.locator(".merge").innerText(), /only you changed it[^]*only the other changed it/i);
  await page.locator("#merge").click();
  await page.waitForURL(/saved/);
  const saved = await readFile(house.file, "utf8");
  assert.match(saved, /# by another hand\n$/);
  assert.notEqual(saved, text + "\n# by another hand\n", "and mine");
  await writeFile(house.file, text);
});

test("long work says how far it is, can be cancelled, and its dots come of themselves", async () => {
  await go("/how-sure");
  const job = page.locator("#job-robust");
  if (await job.count()) {
    await job.getByText("Cancel").click();
    await page.locator("#job-robust", { hasText: /Cancelled|Computing/ }).waitFor();
    const again = page.locator("#job-robust").getByText("Begin again");
    if (await again.count()) await again.click();
  }
  for (let tries = 0; tries < 1200 && !(await page.locator(".shares .track").count()); tries++) await page.waitForTimeout(100);
  assert.ok(await page.locator(".shares .track").count());
  assert.match(await page.locator(".shares .share .num").first().innerText(), /%/);
});

test("the grid of outcomes leads to their rows", async () => {
  await go("/outcomes");
  assert.equal(await page.locator(".grid2 .today").count(), 1);
  await page.locator(".grid2 .name a").first().click();
  assert.match(page.url(), /#scen-\d+$/);
});

test("one path alone, and back to all", async () => {
  await go("/paths");
  const all = await page.locator(".po").count();
  await page.getByText("Only this").first().click();
  await page.waitForURL(/to=/);
  await page.getByText("Show every path").waitFor();
  assert.ok((await page.locator(".po").count()) <= all);
});

test("another window says that the file was changed", async () => {
  const text = await readFile(house.file, "utf8");
  await go("/situation");
  await writeFile(house.file, text + "\n# seen elsewhere\n");
  await until(() => /changed elsewhere/.test(document.getElementById("status")?.textContent ?? ""));
  await writeFile(house.file, text);
});

test("words marked in a source become a claim in the file", async () => {
  const other = await serve("tutorial-harbour-strike");
  try {
    await page.goto(other.url);
    await page.goto(other.base + "/sources");
    await page.evaluate(() => {
      const paragraph = [...document.querySelectorAll("p[data-source]")].find((p) => p.textContent?.includes("while prices in the town"));
      const node = [...(paragraph?.childNodes ?? [])].find((node) => node.textContent?.includes("while prices in the town"));
      if (!node) throw new Error("the words are not there");
      const range = document.createRange();
      const at = node.textContent?.indexOf("while prices in the town") ?? 0;
      range.setStart(node, at);
      range.setEnd(node, at + "while prices in the town".length);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
    });
    const form = page.locator("form[data-draft-of]:not([hidden])");
    await form.waitFor();
    await form.locator("input[name=says]").fill("Prices rose while wages did not");
    await form.getByText("Make a claim").click();
    await page.waitForURL(/#claim-/);
    assert.match(await page.locator(":target").innerText(), /Prices rose while wages did not/);
    assert.match(await readFile(other.file, "utf8"), /while prices in the town/);
  } finally {
    await other.stop();
  }
});

test("the story goes step by step", async () => {
  await go("/story");
  const first = await heading();
  await page.locator("#next").click();
  await page.waitForURL(/step=2/);
  assert.notEqual(await heading(), first);
  await page.goBack();
  await until((first) => document.querySelector("h1")?.textContent === first, first);
});

test("two letters lead to a page", async () => {
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await page.waitForURL(/\/board/);
});

test("without script everything can be read and played", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  const plain = await context.newPage();
  await plain.goto(house.base + "/board");
  await plain.locator(".move", { hasText: "Complete the troop withdrawal" }).first().click();
  assert.match(plain.url(), /line=us\.withdraw/);
  await plain.goto(house.base + "/preferences?who=iran");
  await plain.locator(".menu summary").first().click();
  await plain.getByText("Move down").first().click();
  assert.match(plain.url(), /draft=/);
});

test("the report opens from disk with the network off", async () => {
  const file = join(house.folder, "report.html");
  execFileSync(house.program, ["report", house.folder, "-o", file]);
  assert.ok((await readFile(file)).length < 1_000_000);
  const context = await browser.newContext({ offline: true });
  const report = await context.newPage();
  /** @type {string[]} */ const asked = [];
  report.on("request", (request) => asked.push(request.url()));
  await report.goto(`file://${file}`);
  await report.locator(".rail a", { hasText: "Sources" }).click();
  assert.match(report.url(), /#sources$/);
  const dead = await report.evaluate(() => [...document.querySelectorAll("a[href^='#']")].map((a) => a.getAttribute("href")).filter((href) => href && !document.getElementById(href.slice(1))));
  assert.deepEqual(dead, [], "every link leads somewhere");
  assert.deepEqual(asked.filter((url) => !url.startsWith("file:") && !url.startsWith("data:")), []);
});
