// What happens is seen without a reload; so is that the name server is gone, and that it is back.
import { join } from 'node:path';
import { ask, check, options, step, visitor } from './stage.mjs';

export async function live(browser) {
  await step('a topic that comes is seen at once', async () => {
    const someone = await visitor(browser);
    const other = await visitor(browser);
    await someone.page.goto(`${options.address}#/events`);
    await other.page.goto(`${options.address}#/topics/fresh-topic`);
    await someone.page.locator('main').getByText('shop-old').first().waitFor();
    await other.page.getByRole('heading', { level: 1 }).waitFor();
    await someone.page.evaluate(() => (window.mark = 'not reloaded'));

    await ask('add fresh-topic');

    await someone.page.locator('main').getByRole('link', { name: 'fresh-topic' }).first().waitFor();
    await other.page.locator('main').getByText('late-fresh-topic').first().waitFor();
    check((await someone.page.evaluate(() => window.mark)) === 'not reloaded', 'the page was loaded anew');
    await someone.nothingWentWrong();
    await other.close();
    await someone.close();
  });
}

export async function comesAndGoes(browser) {
  await step('a name server that goes and comes back', async () => {
    const someone = await visitor(browser);
    const { page } = someone;
    await page.goto(`${options.address}#/events`);
    await page.locator('main').getByText('shop-old').first().waitFor();
    const alert = page.getByRole('alert').first();
    check((await page.getByRole('alert').count()) === 0, 'there is an alert while all is well');

    await ask('stop');
    await alert.waitFor();
    if (!options.only) await page.screenshot({ path: join(options.pictures, 'lost.png') });
    await ask('start');
    await alert.waitFor({ state: 'detached', timeout: 30_000 });
    await page.locator('main').getByText(/server started/i).first().waitFor();

    someone.forgive();
    await ask('add after-all');
    await page.locator('main').getByRole('link', { name: 'after-all' }).first().waitFor();
    await someone.nothingWentWrong();
    await someone.close();
  });
}
