// Walks through the console of a live name server. ConsoleIT starts it, ConsoleStage is what there is to see.
import { mkdirSync } from 'node:fs';
import { everyPage } from './pages.mjs';
import { keyboard, longList } from './hands.mjs';
import { comesAndGoes, live } from './stream.mjs';
import { changes } from './changes.mjs';
import { end, options, withBrowser } from './stage.mjs';

mkdirSync(options.pictures, { recursive: true });
await withBrowser(async (browser) => {
  await everyPage(browser);
  await keyboard(browser);
  await longList(browser);
  await live(browser);
  await changes(browser);
  await comesAndGoes(browser);
});
await end();
