// What every step of the walk uses: the browser, the notes on what went wrong in it, and the lines that ConsoleWalk reads.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

export const options = Object.fromEntries(
  process.argv.slice(2).map((argument) => [argument.slice(0, argument.indexOf('=')), argument.slice(argument.indexOf('=') + 1)]),
);

/** After so many failures something is wrong with all of it, and each costs its time. */
const MOST_FAILURES = 6;
let failures = 0;

/** Does one thing that is a test of its own. A failure does not end the walk. */
export async function step(name, action) {
  const began = Date.now();
  try {
    await action();
    console.log(`@ok ${name}`);
  } catch (error) {
    console.log(`@failed ${name}: ${String(error.stack ?? error).replaceAll('\n', '\\n')}`);
    failures++;
  }
  console.error(`${Date.now() - began} ms: ${name}`);
  if (failures === MOST_FAILURES) {
    console.error('too much has failed: the walk ends here');
    process.exit(1);
  }
}

/** Has something happen on the stage, and returns once it has. */
export async function ask(order) {
  console.log(`@ask ${order}`);
  await answers.next();
}

export function check(condition, message) {
  if (!condition) throw new Error(message);
}

export async function withBrowser(action) {
  const home = mkdtempSync(join(tmpdir(), 'lodestar-browser-'));
  const browser = await chromium.launch({
    executablePath: options.chromium,
    // In a container there is no user to change to, and often little shared memory.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    env: { ...process.env, HOME: home },
    timeout: 60_000,
  });
  try {
    await action(browser);
  } finally {
    await browser.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * A page of the console as somebody has it open. What no page may do is noted: errors on the console, requests to other hosts, breaches of the
 * content security policy, answers that say that the console asked for what there is not.
 */
export async function visitor(browser, { language = 'en', scheme = 'light', width = 1280, height = 800 } = {}) {
  const context = await browser.newContext({
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'UTC',
    colorScheme: scheme,
    viewport: { width, height },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const home = new URL(options.address).origin;
  const wrongs = [];
  page.on('console', (message) => {
    if (message.type() === 'error') wrongs.push(`on the console: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrongs.push(`not caught: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== home && !['data:', 'blob:'].includes(url.protocol)) wrongs.push(`asked elsewhere: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) wrongs.push(`${response.status()} for ${response.url()}`);
  });
  await page.addInitScript(() => {
    window.breaches = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.breaches.push(`${event.violatedDirective} by ${event.blockedURI || event.sourceFile}`);
    });
  });
  return {
    page,
    /** Fails with what was noted since the last time. */
    async nothingWentWrong() {
      const breaches = await page.evaluate(() => window.breaches.splice(0));
      const all = [...wrongs.splice(0), ...breaches.map((breach) => `policy breached: ${breach}`)];
      check(all.length === 0, all.join('\n'));
    },
    /** Forgets what was noted, for steps in which it has to go wrong. */
    forgive() {
      wrongs.length = 0;
    },
    close: () => context.close(),
  };
}

/** Fails with what the checker of accessibility finds. */
export async function isAccessible(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 4).map((node) => `${node.target} ${node.failureSummary}`) }));
  });
  check(violations.length === 0, violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.join('\n  ')}`).join('\n'));
}

export async function end() {
  console.log('@end');
  answers.return?.();
  process.stdin.destroy();
}
