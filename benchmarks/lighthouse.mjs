/* Accessibility by Lighthouse of the main pages, at 1366 and 390 pixels, signed in; beside the axe tests, which run always.

     npm install --prefix /tmp/lighthouse lighthouse
     LIGHTHOUSE=/tmp/lighthouse node benchmarks/lighthouse.mjs http://127.0.0.1:8001 officer / CASE /search/ /notices/

   Needs a running demonstration and Chromium. CASE is the first case of the queue. Exit code 1: a page has less than 100.  */
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [base, user, ...paths] = process.argv.slice(2);
const { default: lighthouse } = await import(resolve(process.env.LIGHTHOUSE, "node_modules/lighthouse/core/index.js"));
const PORT = 9333;
const FORMS = {
  desktop: { mobile: false, width: 1366, height: 768, deviceScaleFactor: 1 },
  mobile: { mobile: true, width: 390, height: 844, deviceScaleFactor: 2 },
};
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];

const jar = {};
const cookie = () => Object.entries(jar).map((pair) => pair.join("=")).join("; ");
async function ask(path, options = {}) {
  const answer = await fetch(base + path, { redirect: "manual", ...options, headers: { Cookie: cookie(), Referer: `${base}${path}`, ...options.headers } });
  for (const line of answer.headers.getSetCookie()) {
    const [name, value] = line.split(";")[0].split("=");
    jar[name] = value;
  }
  return answer;
}

const token = (await (await ask("/sign-in/")).text()).match(/name="csrfmiddlewaretoken" value="([^"]+)"/)[1];
const form = new URLSearchParams({ login: user, password: "egnatia-demo-only", csrfmiddlewaretoken: token });
if ((await ask("/sign-in/", { method: "POST", body: form })).status !== 302) throw new Error(`${user} could not sign in`);
if (paths.includes("CASE")) paths[paths.indexOf("CASE")] = (await (await ask("/")).text()).match(/\/cases\/[0-9a-f-]+\//)[0];

const profile = mkdtempSync(join(tmpdir(), "egnatia-lighthouse-"));
const chromium = spawn("/usr/bin/chromium", [...FLAGS, `--remote-debugging-port=${PORT}`, `--user-data-dir=${profile}`, "about:blank"], { stdio: "ignore" });
let worst = 100;
try {
  await new Promise((done) => setTimeout(done, 4000));
  for (const [formFactor, screenEmulation] of Object.entries(FORMS)) {
    for (const path of paths) {
      const settings = { port: PORT, onlyCategories: ["accessibility"], extraHeaders: { Cookie: cookie() }, formFactor, screenEmulation, logLevel: "error" };
      const { lhr } = await lighthouse(base + path, settings);
      const score = Math.round((lhr.categories.accessibility.score ?? 0) * 100);
      const open = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 1 && audit.scoreDisplayMode === "binary");
      console.log(`${formFactor.padEnd(8)} ${String(score).padStart(3)} ${path} ${lhr.runtimeError?.message ?? ""}${open.map((audit) => audit.id).join(", ")}`);
      worst = Math.min(worst, score);
    }
  }
} finally {
  chromium.kill();
}
process.exit(worst < 100 ? 1 : 0);
