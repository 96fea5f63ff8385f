// Who has no mouse, and who scrolls far.
import { check, isAccessible, options, step, visitor } from './stage.mjs';

async function place(page, wanted) {
  await page.waitForFunction((hash) => location.hash === hash, wanted).catch(async () => {
    throw new Error(`the page is at ${await page.evaluate(() => location.hash)} and not at ${wanted}`);
  });
}

export async function keyboard(browser) {
  await step('without a mouse', async () => {
    const someone = await visitor(browser);
    const { page } = someone;
    await page.goto(options.address);
    await page.getByRole('heading', { level: 1 }).waitFor();

    await page.keyboard.press('Tab');
    const first = await page.evaluate(() => ({ text: document.activeElement.textContent, top: document.activeElement.getBoundingClientRect().top }));
    check(/skip/i.test(first.text) && first.top >= 0, `the first thing that Tab leads to is "${first.text}", ${first.top} pixels from the top`);
    await page.keyboard.press('Enter');
    check(await page.evaluate(() => document.activeElement.closest('main') !== null), 'the skip link does not lead into the page');

    for (const [key, hash] of Object.entries({ b: '#/brokers', e: '#/events', m: '#/missing', n: '#/peers', k: '#/kv', c: '#/config', t: '#/topics' })) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await place(page, hash);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }

    await page.keyboard.press('g');
    await page.keyboard.press('e');
    for (const sort of ['Brokers', 'Topics', 'Changes by people', 'This server', 'All']) {
      await page.getByRole('button', { name: sort, exact: true }).press('Enter');
      await page.getByRole('button', { name: sort, exact: true, pressed: true }).waitFor();
      await page.locator('main').getByRole('listitem').first().waitFor();
    }
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('heading', { level: 1, name: 'Topics' }).waitFor();
    await page.locator('main').getByText('metrics-00000').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('shop-or');
    const link = page.locator('main').getByRole('link', { name: 'shop-orders' }).first();
    await link.waitFor();
    for (let tabs = 0; tabs < 12 && !(await link.evaluate((element) => element === document.activeElement)); tabs++) await page.keyboard.press('Tab');
    const outline = await link.evaluate((element) => (element === document.activeElement ? getComputedStyle(element).outlineStyle : 'not reached'));
    check(outline !== 'none' && outline !== 'not reached', `the focus on the first topic cannot be seen: ${outline}`);
    await page.keyboard.press('Enter');
    await place(page, '#/topics/shop-orders');

    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await isAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await page.keyboard.press('Control+k');
    await page.keyboard.type('metrics-0777');
    await page.getByRole('dialog').getByText('metrics-07770').waitFor();
    await isAccessible(page);
    await page.getByRole('dialog').locator('input').press('Enter');
    await page.waitForFunction(() => location.hash.startsWith('#/topics') && location.hash.includes('metrics-0777'));

    await page.keyboard.press('l');
    await page.waitForFunction(() => document.documentElement.lang === 'zh-CN');
    await page.keyboard.press('l');
    const before = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await page.keyboard.press('d');
    await page.waitForFunction((colour) => getComputedStyle(document.documentElement).backgroundColor !== colour, before);
    await someone.nothingWentWrong();
    await someone.close();
  });
}

/** Scrolls through all topics as a hand on a wheel does, and says how long the frames took. */
export async function longList(browser) {
  await step('all topics, scrolled through', async () => {
    const someone = await visitor(browser);
    const { page } = someone;
    await page.goto(`${options.address}#/topics`);
    await page.locator('main').getByText('metrics-00000').first().waitFor();
    await page.evaluate(() => {
      window.frames_ = [];
      let last = performance.now();
      const next = (now) => {
        window.frames_.push(now - last);
        last = now;
        window.frameRequest = requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    });
    await page.mouse.move(700, 500);
    let most = 0;
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, 700);
      most = Math.max(most, await page.evaluate(() => document.querySelectorAll('main *').length));
    }
    const frames = await page.evaluate(() => {
      cancelAnimationFrame(window.frameRequest);
      return window.frames_.sort((one, other) => one - other);
    });
    const at = (share) => frames[Math.floor(frames.length * share)].toFixed(1);
    console.error(`${options.topics} topics scrolled: ${frames.length} frames, half within ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, the longest ${at(0.999)} ms`);
    check(most < 3000, `the page had ${most} elements at once: the whole list is in it`);

    for (let tries = 0; tries < 40; tries++) {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      if (await page.locator('main').getByText('shop-orders').first().isVisible().catch(() => false)) break;
      await page.waitForTimeout(100);
    }
    await page.locator('main').getByText('shop-orders').first().waitFor();
    await someone.nothingWentWrong();
    await someone.close();
  });
}
