/** The page of `explore --open` in a real browser: the built page, the real server, the shipped derivations. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { folderCache } from '../../src/check/cache/result-cache.js';
import { checkFiles } from '../../src/check/index.js';
import { readFiles } from '../../src/claim/read-files.js';
import { Desk } from '../../src/serve/desk.js';
import { pageFiles } from '../../src/serve/page-files.js';
import { type PageServer, servePage } from '../../src/serve/page-server.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const PATHS = ['aligned-mode.ts', 'aligned-mode-shape.ts'].map((name) =>
  join(ROOT, 'derivations/lambda-balanced', name),
);
const PICTURE = process.env.FLOWPROOF_PAGE_PICTURE;

if (BROWSER === undefined) console.warn('the page is not tested: there is no Chromium in /usr/bin');

describe.skipIf(BROWSER === undefined)('the page in Chromium', () => {
  let folder = '';
  let server: PageServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'flowproof-page-'));
    await build({ configFile: join(ROOT, 'vite.config.ts'), build: { outDir: folder } });
    const read = () => readFiles(PATHS);
    const options = { runs: 40, cache: folderCache(join(folder, 'cache')) };
    const desk = new Desk({ first: await read(), read, check: checkFiles, options });
    server = await servePage(desk, pageFiles(folder), 0);
    browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    complaints = [];
    page = await browser.newPage({ viewport: { width: 1200, height: 1700 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('requestfailed', (request) => {
      // A check that nobody waits for any more is given up.
      if (!request.failure()?.errorText.includes('ABORTED')) complaints.push(request.url());
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(server.address) && !url.startsWith('data:')) complaints.push(`asks for ${url}`);
    });
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  const choose = async (text: string, link: string) => {
    await page.goto(server.address);
    await page.getByLabel('Find a claim').fill(text);
    await page.getByRole('link', { name: link, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: `aligned-mode/${link}` }).waitFor();
  };

  it('lets one choose a claim, drag lambda through zero, and read the verdict', async () => {
    await choose('aligned-mode/closed-form', 'closed-form');
    expect(await page.locator('.statement .katex-display').count()).toBe(1);
    await expect.poll(() => page.locator('[data-verdict]').textContent(), { timeout: 60_000 }).toBe('proved');

    const slider = page.getByRole('slider', { name: 'lambda', exact: true });
    const field = page.getByLabel('value of lambda', { exact: true });
    const box = await slider.boundingBox();
    if (box === null) throw new Error('the slider of lambda is not on the page');
    const seen: number[] = [];
    await page.mouse.move(box.x + box.width * 0.1, box.y + box.height / 2);
    await page.mouse.down();
    for (let share = 0.1; share <= 0.901; share += 0.1) {
      await page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
      seen.push(Number(await field.inputValue()));
      await expect.poll(() => page.locator('[data-here]').getAttribute('data-here')).toBe('holds');
    }
    await page.mouse.up();
    expect(seen).toContain(0);
    expect(seen.some((lambda) => lambda < -1)).toBe(true);
    expect(seen.some((lambda) => lambda > 1)).toBe(true);
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen);
    // The middle of the axis is zero itself, for the keys, too.
    await slider.focus();
    for (let k = 0; k < 400 && (await field.inputValue()) !== '0'; k++)
      await page.keyboard.press('ArrowLeft');
    expect(await field.inputValue()).toBe('0');
    await expect.poll(() => page.locator('.here').getAttribute('data-busy')).toBe('false');
    expect(await page.locator('[data-here]').getAttribute('data-here')).toBe('holds');
    expect(await page.getByRole('img', { name: /^closed form and integrated flow over u/ }).count()).toBe(1);
    if (PICTURE) await page.screenshot({ path: PICTURE, clip: { x: 0, y: 0, width: 1200, height: 1640 } });
  }, 120_000);

  it('shares lambda with a network whose closed form follows the integrated flow, and moves its kernel less when lazy', async () => {
    await choose('aligned-mode/closed-form', 'closed-form');
    const network = page.locator('.network-curves');
    const moved = async (lambda: string) => {
      await page.getByLabel('value of lambda', { exact: true }).fill(lambda);
      await expect.poll(() => page.getByLabel('value of lambda of the network').inputValue()).toBe(lambda);
      await expect.poll(() => network.getAttribute('data-busy')).toBe('false');
      expect(Number(await network.getAttribute('data-gap'))).toBeLessThan(1e-8);
      return Number(await network.getAttribute('data-moved'));
    };
    const [rich, lazy] = [await moved('0'), await moved('15')];
    expect(rich).toBeGreaterThan(0.05);
    expect(lazy).toBeLessThan(0.01);
  }, 60_000);

  it('says what lies outside the domain, and refuses what is no number without losing the last value', async () => {
    await choose('aligned-mode/closed-form', 'closed-form');
    const field = page.getByLabel('value of u', { exact: true });
    await field.fill('-1');
    await expect.poll(() => page.locator('[data-here]').getAttribute('data-here')).toBe('outside the domain');
    await field.fill('many');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(page.url()).toContain('u=-1');
  }, 60_000);

  it('classifies a coordinate on the map of the regimes', async () => {
    await page.goto(server.address);
    const regime = () => page.locator('[data-regime]').getAttribute('data-regime');
    await page.getByLabel('value of lambda of the coordinate').fill('-1');
    await expect.poll(regime).toBe('I');
    await page.getByLabel('value of lambda of the coordinate').fill('0.5');
    await expect.poll(regime).toBe('II');
    await page.getByLabel('value of c of the coordinate').fill('1000');
    await expect.poll(regime).toBe('III');
  }, 60_000);

  it('fits a phone, and says which claim does not exist', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${server.address}#/aligned-mode/closed-form`);
    await page.locator('.here').waitFor({ timeout: 60_000 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.goto(`${server.address}#/aligned-mode/closed-from`);
    await page.getByText('did you mean aligned-mode/closed-form?').waitFor();
    // The browser itself reports the 404.
    complaints = complaints.filter((text) => !text.includes('404'));
  }, 60_000);
});
