// No page has anything serious for axe, and none is wider than its window.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, serve } from "./server.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pages = ["/", "/story", "/outcomes", "/why", "/paths", "/board", "/board?line=us.withdraw,kabul.share&look=credible", "/preferences?who=iran&draft=leverage:4>3", "/situation", "/explanations", "/sources", "/how-sure", "/linkage", "/track-record"];

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */ let house;

before(async () => {
  browser = await launch();
  house = await serve("iran-taliban-2021");
});
after(async () => {
  await browser.close();
  await house.stop();
});

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing serious, ${scheme}`, async () => {
    const context = await browser.newContext({ colorScheme: scheme, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(house.url);
    for (const path of pages) {
      await page.goto(house.base + path);
      await page.evaluate(axe);
      const found = await page.evaluate(() => /** @type {any} */ (window).axe.run(document, { resultTypes: ["violations"] }));
      const serious = found.violations.filter((/** @type {any} */ it) => ["serious", "critical"].includes(it.impact));
      const told = serious.map((/** @type {any} */ it) => `${it.id}: ${it.nodes.slice(0, 3).map((/** @type {any} */ node) => node.html + " " + node.failureSummary).join(" | ")}`);
      assert.deepEqual(told, [], path);
    }
  });
}

for (const width of [360, 1024, 1440]) {
  test(`nothing is cut or wider than the window at ${width} px`, async () => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.goto(house.url);
    for (const path of pages) {
      await page.goto(house.base + path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
    }
  });
}

test("a flip and a dragged line show their effect at once", async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(house.url);
  /** @param {string[]} addresses */
  const median = (addresses) =>
    page.evaluate(async (addresses) => {
      const times = [];
      for (let round = 0; round < 20; round++) {
        const start = performance.now();
        await (await fetch(addresses[round % addresses.length] ?? "")).text();
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[10] ?? 0;
    }, addresses);
  const flip = await median(["/board?line=us.withdraw", "/board?line=kabul.share", "/board?line=taliban.curb&look=credible"]);
  const drag = await median(["/preferences?who=iran&draft=leverage:4%3E3", "/preferences?who=iran&draft=leverage:4%3E2"]);
  console.log(`a flip: ${flip.toFixed(1)} ms; a dragged line: ${drag.toFixed(1)} ms`);
  if (process.env.STATECRAFT_TIMES) assert.ok(flip <= 50 && drag <= 50);
});
