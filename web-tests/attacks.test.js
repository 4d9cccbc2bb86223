// What strangers try: refused, over a real connection.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { serve } from "./server.js";

/** @type {Awaited<ReturnType<typeof serve>>} */ let house;
/** @type {string} */ let cookie;
/** @type {URL} */ let at;

before(async () => {
  house = await serve("prisoners-dilemma");
  at = new URL(house.url);
  const reply = await fetch(house.url, { redirect: "manual" });
  cookie = (reply.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
});
after(() => house.stop());

/** Sends these bytes as they are, and gives what came back until the connection ended. @param {string} text @param {number} wait */
const raw = (text, wait = 20_000) =>
  new Promise((/** @type {(text: string) => void} */ resolve) => {
    const socket = connect(Number(at.port), at.hostname, () => socket.write(text));
    let back = "";
    socket.on("data", (part) => (back += part));
    socket.on("error", () => resolve(back));
    socket.on("close", () => resolve(back));
    setTimeout(() => socket.destroy(), wait).unref();
  });

const status = (/** @type {string} */ reply) => Number(reply.split(" ")[1]);

test("a foreign host or origin, a missing cookie, a way out of the folder", async () => {
  /** @type {[string, string, number][]} */
  const tries = [
    ["GET / HTTP/1.1", `Host: evil.example\r\nCookie: ${cookie}`, 421],
    ["GET / HTTP/1.1", `Host: ${at.host}`, 403],
    ["GET / HTTP/1.1", `Host: ${at.host}\r\nCookie: ${cookie}\r\nOrigin: http://evil.example`, 403],
    ["POST /save HTTP/1.1", `Host: ${at.host}\r\nCookie: ${cookie}\r\nContent-Length: 0`, 403],
    ["GET /assets/../../../etc/passwd HTTP/1.1", `Host: ${at.host}\r\nCookie: ${cookie}`, 404],
    ["GET /assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1", `Host: ${at.host}\r\nCookie: ${cookie}`, 404],
    ["DELETE / HTTP/1.1", `Host: ${at.host}\r\nCookie: ${cookie}\r\nOrigin: ${at.origin}`, 405],
    ["GET / HTTP/1.1", `Host: ${at.host}\r\nCookie: ${cookie}`, 200],
  ];
  for (const [line, head, expected] of tries) {
    const reply = await raw(`${line}\r\n${head}\r\nConnection: close\r\n\r\n`);
    assert.equal(status(reply), expected, `${line} ${head}`);
    assert.ok(!reply.includes("root:"));
  }
});

test("a hundred megabytes are refused before they are read", async () => {
  const head = `POST /save HTTP/1.1\r\nHost: ${at.host}\r\nCookie: ${cookie}\r\nOrigin: ${at.origin}\r\nContent-Length: 100000000\r\nConnection: close\r\n\r\n`;
  assert.equal(status(await raw(head + "x".repeat(1000), 5_000)), 413);
  const chunked = `POST /save HTTP/1.1\r\nHost: ${at.host}\r\nCookie: ${cookie}\r\nOrigin: ${at.origin}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
  const chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
  assert.equal(status(await raw(chunked + chunk.repeat(20) + "0\r\n\r\n", 5_000)), 413);
});

test("a client that never ends its head is sent away, and others are served meanwhile", async () => {
  const slow = Array.from({ length: 50 }, () => raw(`GET / HTTP/1.1\r\nHost: ${at.host}\r\n`));
  const reply = await fetch(`${house.base}/`, { headers: { cookie } });
  assert.equal(reply.status, 200);
  const start = Date.now();
  await Promise.all(slow);
  assert.ok(Date.now() - start < 15_000);
});
