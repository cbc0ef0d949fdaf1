// The page at /graphiql in a real browser: node pages.mjs CHROMIUM URL STORY [PICTURES]
// STORY is `plain` (nothing but the service can be reached) or `graphiql` (its files come from
// node_modules). Prints what was seen as one JSON object; pictures go to the folder PICTURES.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [, , executablePath, url, story, pictures] = process.argv;
const NODE_MODULES = new URL('node_modules/', import.meta.url);
const ELSEWHERE = /^https:\/\/unpkg\.com\/([a-z-]+)@[0-9.]+\/(.+)$/;
const AXE = await readFile(new URL('axe-core/axe.min.js', NODE_MODULES), 'utf8');

const seen = { complaints: [] };
const profile = await mkdtemp(join(tmpdir(), 'pages-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath,
  headless: true,
  viewport: { width: 1366, height: 768 },
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => seen.complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/^Failed to load resource/.test(message.text())) {
      seen.complaints.push(message.text());
    }
  });
  await context.route((address) => !address.href.startsWith(url), elsewhere);
  await (story === 'plain' ? plain(page) : graphiql(page));
} finally {
  await context.close();
  await rm(profile, { recursive: true, force: true });
}
console.log(JSON.stringify(seen));

// There is no network: either nothing is there, or the packages that npm installed.
async function elsewhere(route) {
  const found = story === 'graphiql' && ELSEWHERE.exec(route.request().url());
  if (!found) return route.abort();
  return route.fulfill({
    path: new URL(`${found[1]}/${found[2]}`, NODE_MODULES).pathname,
    headers: { 'access-control-allow-origin': '*' },
  });
}

async function plain(page) {
  await page.goto(`${url}/graphiql`);
  await page.locator('#console').waitFor();
  await page.locator('#revision').getByText('revision').waitFor();
  seen.examples = await page.locator('#examples button').allTextContents();
  seen.order = await tabOrder(page);
  seen.axe = {};
  await page.getByRole('button', { name: 'A search' }).click();
  await page.getByRole('button', { name: 'Run' }).click();
  seen.clicked = await answered(page);
  await page.getByRole('button', { name: 'A path, with reasons' }).click();
  await page.getByLabel('Query').press('Control+Enter');
  seen.pressed = await answered(page);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    seen.axe[colorScheme] = await violations(page);
    await picture(page, `plain-${colorScheme}`);
  }
  await page.getByRole('button', { name: 'The proof of an answer' }).click();
  await page.getByLabel('Variables').press('Control+Enter');
  seen.proved = await answered(page);
  await page.getByLabel('Query').fill('{ nonsense }');
  await page.getByLabel('Query').press('Control+Enter');
  seen.mistaken = await answered(page);
  await page.getByLabel('API key').fill('worthless');
  await page.getByRole('button', { name: 'Run' }).click();
  seen.refused = await answered(page);
  await page.setViewportSize({ width: 400, height: 800 });
  seen.overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  await picture(page, 'plain-narrow');
}

async function graphiql(page) {
  await page.goto(`${url}/graphiql?editor=graphiql`);
  await page.locator('.graphiql-execute-button').waitFor();
  seen.tabs = await page.locator('.graphiql-tab button:first-child').allTextContents();
  await page.locator('.graphiql-execute-button').click();
  await page.locator('.result-window').getByText('LearningPath').waitFor();
  seen.plain = await page.locator('#console').isVisible();
  seen.answer = await page.locator('.result-window').textContent();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await picture(page, `graphiql-${colorScheme}`);
  }
}

async function answered(page) {
  await page.locator('#outcome:not([data-state="busy"])').getByText('HTTP').waitFor();
  return {
    outcome: await page.locator('#outcome').textContent(),
    answer: await page.locator('#answer').textContent(),
  };
}

// What the Tab key reaches, in order, until it leaves the page.
async function tabOrder(page) {
  const order = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const at = document.activeElement;
      return at === document.body ? null : at.id || at.textContent;
    });
    if (name === null || name === order[0] || order.length > 40) return order;
    order.push(name);
  }
}

async function violations(page) {
  // the policy of the page lets no script in, so axe comes by the back door
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run());
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

async function picture(page, name) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
}
