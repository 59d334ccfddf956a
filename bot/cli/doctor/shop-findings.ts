/** What the open database says: whether it is sound, what is set up, and what waits for a person. */
import { hasOwner } from '../../../commerce/people/claim-owner.ts';
import type { Screen } from '../../../commerce/ports/screen.ts';
import type { Provider, ProviderFeature } from '../../../commerce/provider/model.ts';
import { createMessages } from '../../../conversations/messages/render.ts';
import { dataKeyRows } from '../../../db/data-keys.ts';
import { databaseHealth } from '../../../db/health.ts';
import { count, instant, oneLine } from '../format.ts';
import type { Shop } from '../shop.ts';
import { backupFinding } from './backup-finding.ts';
import { broken, fine, todo, type Finding } from './finding.ts';

const SHOWN = 10;
/** An unsent message older than this is stuck, not on its way. */
const STUCK_MS = 10 * 60_000;

/** A shop that sells needs the first; the others only when it sells such goods. */
const FEATURES = [
  { feature: 'payment', without: 'nobody can pay', needed: true },
  { feature: 'supplier.h2h', without: 'no top-ups and bills', needed: false },
  { feature: 'door_lock.pin', without: 'no door keys; the desk hands them out', needed: false },
] as const;

export async function shopFindings(shop: Shop): Promise<Finding[]> {
  return [
    await database(shop),
    ...(await keyChange(shop)),
    ...(await setUp(shop)),
    ...(await owner(shop)),
    await deadJobs(shop),
    await stuckMessages(shop),
    await openCases(shop),
    await ledger(shop),
    await backupFinding(shop),
  ];
}

async function database({ memory }: Shop): Promise<Finding> {
  const { engine, durable, schema, check } = await databaseHealth(memory.engine);
  const words = `schema ${schema}, ${engine}, check ${oneLine(check)}`;
  if (check !== 'ok') return broken('database', words, 'stop the app and restore the last backup');
  if (!durable) return broken('database', words, 'commits may be lost with the power; report this');
  return fine('database', words);
}

async function keyChange({ memory }: Shop): Promise<Finding[]> {
  const [row] = await dataKeyRows(memory.engine.reader).loadHandover();
  if (!row) return [];
  const words = 'being changed: the old one and the new one open this shop';
  return [todo('master key', words, 'give every process the new one, then ./sapa provider:rotate-keys --finish')];
}

async function setUp({ core, commerce }: Shop): Promise<Finding[]> {
  const { read } = core.uow;
  const mode = await commerce.mode();
  const features = (await read.providers.features()).filter((row) => row.environment === mode.environment);
  const providers = await read.providers.list({ environment: mode.environment, activeOnly: true });
  return [
    mode.practice
      ? todo('mode', 'practice: no real money', 'go live: ./sapa provider:add --preset ID --env live')
      : fine('mode', `${mode.environment}: ${mode.environment === 'live' ? 'real money' : "vendors' test money"}`),
    ...providers.map((provider) => providerFinding(provider, features, mode.practice)),
    ...FEATURES.filter(({ feature }) => !features.some((row) => row.feature.startsWith(feature))).map((gap) =>
      gap.needed && !mode.practice
        ? broken(gap.feature, `nothing serves it: ${gap.without}`, './sapa provider:add')
        : todo(gap.feature, `nothing serves it: ${gap.without}`, './sapa provider:add'),
    ),
  ];
}

function providerFinding(provider: Provider, features: readonly ProviderFeature[], practice: boolean): Finding {
  const { id, slug, testStatus, testMessage, lastTestedAt } = provider;
  const serves = features
    .filter((row) => row.primaryProviderId === id || row.fallbackProviderId === id)
    .map((row) => (row.primaryProviderId === id ? row.feature : `${row.feature} as fallback`));
  const words = serves.length > 0 ? `serves ${serves.join(', ')}` : 'serves nothing';
  const when = lastTestedAt === null ? '' : ` at ${instant(lastTestedAt)}`;
  const test = `./sapa provider:test ${slug}`;
  if (testStatus === 'failed') return broken(slug, `test failed${when}: ${oneLine(testMessage)}; ${words}`, test);
  if (testStatus === 'untested' && !practice) return todo(slug, `never tested; ${words}`, test);
  return fine(slug, testStatus === 'ok' ? `works, tested${when}; ${words}` : words);
}

async function owner({ core, commerce, actor }: Shop): Promise<Finding[]> {
  const { people } = core.uow.read;
  const claimed = await hasOwner(core.uow.read);
  const alerts = await people.waitingAlerts(SHOWN);
  const messages = createMessages({ log: core.log });
  const { lang } = await actor();
  const { practice } = await commerce.mode();
  const told = alerts.map((alert) => {
    const { text } = messages.render(JSON.parse(alert.screen) as Screen, lang, { practice });
    return todo('alert', `${instant(alert.createdAt)}  ${oneLine(text, 300)}`);
  });
  if (claimed) return [fine('owner', 'claimed'), ...told];
  const words = alerts.length > 0 ? `nobody yet, and ${count(alerts.length, 'alert')} waiting` : 'nobody yet';
  return [todo('owner', words, './sapa owner:code, then /claim CODE in a chat'), ...told];
}

async function deadJobs({ core }: Shop): Promise<Finding> {
  const dead = await core.uow.read.jobs.list({ state: 'dead', limit: SHOWN });
  if (dead.length === 0) return fine('jobs', 'none gave up');
  const names = dead.map((job) => `${job.name} (${oneLine(job.lastError ?? 'no reason kept', 60)})`);
  return broken(
    'jobs',
    `${dead.length}${dead.length === SHOWN ? '+' : ''} gave up: ${names.join('; ')}`,
    './sapa jobs',
  );
}

/** Messages for a closed terminal wait for it to open again; that is no fault. */
async function stuckMessages({ core }: Shop): Promise<Finding> {
  const rows = await core.uow.read.outgoing.stuck(core.clock.now() - STUCK_MS, 100);
  const stuck = rows.filter((row) => row.channel !== 'terminal');
  if (stuck.length === 0) return fine('messages', 'none stuck');
  const [first] = stuck;
  const why = first?.lastError ? `, the first says: ${oneLine(first.lastError, 100)}` : '';
  return broken(
    'messages',
    `${count(stuck.length, 'message')} not delivered${why}`,
    'is the app running, the channel up?',
  );
}

async function openCases({ commerce, actor }: Shop): Promise<Finding> {
  const waiting = await commerce.queue(await actor());
  const cases = waiting.ok ? waiting.cases.length : 0;
  if (cases === 0) return fine('queue', 'no open cases');
  return todo('queue', `${count(cases, 'case')} waiting for a decision`, './sapa queue');
}

async function ledger({ commerce }: Shop): Promise<Finding> {
  const { ok, differences, accounts, journals } = await commerce.verifyLedger();
  if (ok) return fine('ledger', `right: ${count(accounts, 'account')}, ${count(journals, 'journal')}`);
  return broken(
    'ledger',
    `${count(differences.length, 'difference')}: ${differences[0] ?? ''}`,
    './sapa ledger:verify',
  );
}
