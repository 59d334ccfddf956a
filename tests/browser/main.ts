/** `npm run browser`: the real app in a real browser. Screenshots of both themes go to tests/.out. */
import { appProcess } from '../support/app-process.ts';
import { createTally } from '../support/tally.ts';
import { openBrowser } from './page.ts';
import { scenes } from './scenes.ts';

const tally = createTally('browser');
// Tonight's door code is due at once whatever the hour the suite runs at.
const app = await appProcess({ SAPA_SET_keyLeadMs: String(48 * 3_600_000), SAPA_SET_webSessionsPerMinute: '1000' });
await app.start();
const browser = await openBrowser();
try {
  for (const [name, scene] of scenes) await tally.part(name, () => scene({ browser, app, tally }));
} finally {
  await browser.close();
  if (process.exitCode) process.stdout.write(app.said());
  await app.discard();
  tally.close();
}
