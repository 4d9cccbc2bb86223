// Starts the program on a copy of a case, and a browser that may go nowhere else.
import { spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const root = new URL("..", import.meta.url).pathname;
const program = process.env.STATECRAFT ?? join(root, "target/release/statecraft");
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** A browser without sandbox, as there is none in a container, and without talk in the background. */
export const launch = () =>
  chromium.launch({ executablePath: browserPath, headless: true, args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"] });

/**
 * The program, opened on a copy of a case that was prepared first.
 * @param {string} name
 * @param {(folder: string, program: string) => void} [prepare]
 */
export async function serve(name, prepare) {
  const folder = await mkdtemp(join(tmpdir(), "statecraft-web-"));
  await cp(join(root, "cases", name), folder, { recursive: true });
  prepare?.(folder, program);
  const child = spawn(program, ["serve", folder, "--no-open"], { stdio: ["ignore", "pipe", "ignore"] });
  /** @type {string} */
  const url = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (part) => {
      text += part;
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
    child.on("exit", (code) => reject(new Error(`the program ended with ${code}`)));
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGINT");
    const code = await ended;
    await rm(folder, { recursive: true });
    return code;
  };
  return { url, base: url.slice(0, url.indexOf("/?")), file: join(folder, "case.toml"), folder, program, stop };
}
