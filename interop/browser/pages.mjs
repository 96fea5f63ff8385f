// Every page in every look.
import { join } from 'node:path';
import { check, isAccessible, options, step, visitor } from './stage.mjs';

const pages = [
  { name: 'overview', path: '#/', shows: 'metrics' },
  { name: 'brokers', path: '#/brokers', shows: 'metrics-a' },
  { name: 'broker', path: '#/brokers/shop-b', shows: '127.0.0.1:' },
  { name: 'topics', path: '#/topics', shows: 'metrics-00001' },
  { name: 'topic', path: '#/topics/shop-orders', shows: 'shop-a' },
  { name: 'events', path: '#/events', shows: 'shop-old' },
  { name: 'missing', path: '#/missing', shows: options.missing },
  { name: 'peers', path: '#/peers', shows: 'shop-returns' },
  { name: 'kv', path: '#/kv', shows: 'shop-orders' },
  { name: 'config', path: '#/config', shows: 'listenPort' },
];

// Each language, each scheme and each width meets each page.
const looks = [
  { label: 'in English and light', suffix: '', language: 'en', scheme: 'light' },
  { label: 'in Chinese and dark', suffix: '-zh-dark', language: 'zh', scheme: 'dark' },
  { label: 'in English and dark on a phone', suffix: '-phone-dark', language: 'en', scheme: 'dark', width: 360, height: 740 },
  { label: 'in Chinese and light on a phone', suffix: '-zh-phone', language: 'zh', scheme: 'light', width: 360, height: 740 },
];

export async function everyPage(browser) {
  for (const look of looks) {
    const someone = await visitor(browser, look);
    await someone.page.goto(options.address);
    for (const { name, path, shows } of pages) {
      await step(`${name} ${look.label}`, async () => {
        const { page } = someone;
        await page.goto(options.address + path);
        await page.locator('main').getByText(shows, { exact: false }).filter({ visible: true }).first().waitFor();
        if (!options.only || options.only.split(',').includes(`${name}${look.suffix}`)) {
          await page.screenshot({ path: join(options.pictures, `${name}${look.suffix}.png`) });
        }
        const headings = await page.getByRole('heading', { level: 1 }).count();
        check(headings === 1, `the page has ${headings} headings of the first level`);
        const spoken = await page.evaluate(() => document.documentElement.lang);
        check(spoken.startsWith(look.language), `the page says that it is in ${spoken}`);
        const said = await page.locator('main').innerText();
        check(look.language !== 'zh' || /[\u4e00-\u9fff]/.test(said), 'nothing on the page is Chinese');
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        check(beyond <= 0, `the page is ${beyond} pixels wider than the screen`);
        await isAccessible(page);
        await someone.nothingWentWrong();
      });
    }
    await someone.close();
  }
}
