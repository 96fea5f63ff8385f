// Who signs in may change things; who does not, may not.
import { check, isAccessible, options, step, visitor } from './stage.mjs';

async function signIn(page, key, secret) {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Access key').fill(key);
  await dialog.getByLabel('Secret key').fill(secret);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
}

export async function changes(browser) {
  await step('changes want an account', async () => {
    const someone = await visitor(browser);
    const { page } = someone;
    await page.goto(`${options.address}#/kv`);
    await page.getByRole('button', { name: 'New entry' }).click();
    const dialog = page.getByRole('dialog');
    await isAccessible(page);

    await signIn(page, 'operator', 'wrong');
    await dialog.getByRole('alert').waitFor();
    someone.forgive();
    await signIn(page, 'operator', 'operator-secret');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('may change things').waitFor();

    await page.getByRole('button', { name: 'New entry' }).click();
    await isAccessible(page);
    await dialog.getByLabel('Namespace').fill('SHOP <b>');
    await dialog.getByLabel('Key', { exact: true }).fill('a/b ü?#');
    await dialog.getByLabel('Value').fill('<img src=x onerror=alert(1)>');
    await dialog.getByRole('button', { name: 'New entry' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('main').getByText('<img src=x onerror=alert(1)>').waitFor();
    await page.getByRole('button', { name: 'Remove a/b ü?#' }).click();
    await dialog.getByRole('button', { name: 'Remove' }).last().click();
    await page.locator('main').getByText('<img src=x onerror=alert(1)>').waitFor({ state: 'detached' });

    await page.goto(`${options.address}#/brokers/shop-b`);
    await page.getByRole('button', { name: 'Drain', exact: true }).click();
    await dialog.getByRole('button', { name: 'Drain', exact: true }).click();
    await page.getByRole('button', { name: 'Lift the drain' }).click();
    await dialog.getByRole('button', { name: 'Lift the drain' }).click();
    await page.getByRole('button', { name: 'Drain', exact: true }).waitFor();

    await page.goto(`${options.address}#/config`);
    check((await page.getByText('may change things').count()) === 1, 'going to another page signs out');
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    check(!kept.includes('secret') && !kept.includes('b3BlcmF0b3I'), `the browser keeps the key: ${kept}`);
    await someone.nothingWentWrong();
    await someone.close();
  });

  await step('an account that may not change anything', async () => {
    const someone = await visitor(browser);
    const { page } = someone;
    await page.goto(`${options.address}#/kv`);
    await page.getByRole('button', { name: 'New entry' }).click();
    await signIn(page, 'shop', 'shop-secret');
    await page.getByText('may read').waitFor();
    await page.getByRole('button', { name: 'New entry' }).click();
    await page.getByRole('dialog').getByText(/admin/).first().waitFor();
    someone.forgive();
    await someone.close();
  });
}
