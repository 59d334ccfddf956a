/** What the owner reads who adds a gateway in the chat, mends it, and looks after it; and what others read who try. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemActor } from '../../commerce/audit.ts';
import { inEveryVoice } from './stage/voices.ts';
import type { Part, Stage } from './stage/stage.ts';

const KEY = 'practice-gateway-key';
/** Not the one the chat itself suggests, so that it may be looked for everywhere. */
const SECRET = 'kunci-K3NARI-93175520';
const WRONG = 'kunci-K3NARI-salah-8841';

/** What the person sent, nowhere but sealed: not in the data, the log, the bus, or the chat as it stands. */
async function expectUnseen({ app, logged }: Stage, secrets: readonly string[], ...people: Part[]): Promise<void> {
  const folder = app.config.dataFolder;
  // On a server the rows are the same; what lies in its files is not ours to read.
  const isFile = app.config.databaseUrl === null;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const ours = files.filter(({ parentPath }) => !parentPath.includes('practice'));
  const data = ours.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('\n');
  // What is no secret is found there, so what is would be.
  if (isFile) expect(data).toContain('toko-latihan');
  const chats = await Promise.all(people.map((person) => person.reopens()));
  expect(chats.every((chat) => chat.includes('Pakasir'))).toBe(true);
  for (const secret of secrets) {
    for (const [where, text] of Object.entries({ data, log: logged(), chats: chats.join('\n') }))
      expect(text.includes(secret), `${secret} in ${where}`).toBe(false);
  }
}

const gatewayKey = ({ sandbox }: Stage, apiKey: string) => sandbox.call('POST', '/setup', { gateway: { apiKey } });

async function buys({ w, pays }: Stage, guest: Part): Promise<void> {
  await guest.says('/start p_WIFI1');
  await guest.says('1');
  await guest.presses(w('Ya, pesan', 'Yes, order'));
  await pays();
}

/** Whose account the newest order is paid through. */
async function paidThrough({ app, newestOrder }: Stage): Promise<string | undefined> {
  const { uow } = app.core;
  const order = await uow.read.orders.byCode(await newestOrder());
  const [payment] = await uow.read.payments.ofOrder(order?.id ?? '');
  return (await uow.read.providers.get(payment?.providerId ?? ''))?.slug;
}

const auditOf = async ({ app }: Stage): Promise<string[]> =>
  (await app.core.uow.read.admin.audit.latest(500))
    .map(({ action }) => action)
    .filter((act) => act.startsWith('provider'));

/** Its vendor is played: no real one answers here, and in a chat nobody could name this address. */
async function addsAtDesk({ app }: Stage): Promise<void> {
  const [practised] = await app.core.uow.read.providers.list({ integrationType: 'payment', environment: 'practice' });
  const desk = { ...systemActor('practice'), via: 'cli' as const };
  const values = { project: 'toko-latihan', api_key: KEY };
  const account = { presetId: 'pakasir', name: 'Griya sandbox', values, baseUrl: practised?.baseUrl ?? '' };
  const added = await app.commerce.addProvider(desk, 'desk', { ...account, environment: 'sandbox', resting: true });
  expect(added.ok).toBe(true);
}

inEveryVoice(['web', 'telegram'], (stage) => {
  test('strangers and resellers add nothing and see nothing', async () => {
    const { w, scene, enter } = stage();
    const before = await auditOf(stage());
    await scene('penyedia-bukan-pemilik', async () => {
      const guest = await enter('Tamu');
      await guest.says(w('/tambah', '/add'));
      await guest.says('/tambah pakasir');
      await guest.says(w('penyedia', 'providers'));
      await guest.says('/persona reseller');
      await guest.says(w('tambah gateway', 'add gateway'));
      await guest.says(w('/penyedia', '/providers'));
      await guest.says('/persona owner');
      await guest.says(w('/penyedia', '/providers'));
      await guest.says('/persona guest');
      await guest.presses(w('Tambah penyedia', 'Add a provider'));
    });
    expect(await auditOf(stage())).toEqual(before);
  });

  test('adds a gateway in three messages and two presses, and the next sale goes through it', async () => {
    const { w, scene, enter } = stage();
    await gatewayKey(stage(), SECRET);
    await scene('penyedia-tambah', async () => {
      const owner = await enter('Pemilik');
      const guest = await enter('Tamu');
      await owner.says('/persona owner');
      await owner.says(w('/tambah', '/add'));
      await owner.presses(w('Gateway pembayaran', 'Payment gateway'));
      await owner.says('toko-latihan');
      await owner.says(SECRET);
      await owner.presses(w('Pakai sekarang', 'Use it now'));
      await buys(stage(), guest);
      await owner.presses(w('Jadikan cadangan', 'Make it the fallback'));
      await owner.presses(w('Cek webhook masuk', 'Check for webhooks'));
      await expectUnseen(stage(), [SECRET], owner);
    });
    expect(await paidThrough(stage())).toBe('pakasir-2');
    expect(await auditOf(stage())).toEqual(
      expect.arrayContaining(['provider.added', 'provider.tested', 'provider.used']),
    );
  });

  test('pastes rubbish and a wrong key, reads what to do, and mends it', async () => {
    const { w, scene, enter } = stage();
    await scene('penyedia-kunci-salah', async () => {
      const owner = await enter('Pemilik');
      await owner.says('/persona owner');
      await owner.says(w('/tambah gatewai', '/add gatewai'));
      await owner.says('paka');
      await owner.says('toko latihan saya');
      await owner.says('menu / toko');
      await owner.says('PAKASIR_PROJECT="toko-latihan"');
      await owner.says('/penyedia');
      await owner.says('abc');
      await owner.says(`"${WRONG}"`);
      await owner.presses(w('Kata vendor', "Vendor's words"));
      await owner.presses(w('Ganti API key', 'Change API key'));
      await owner.says(`API_KEY=${SECRET}\n`);
      await owner.presses(w('Jadikan cadangan', 'Make it the fallback'));
      await expectUnseen(stage(), [SECRET, WRONG], owner);
    });
  });

  test('looks after accounts: changes a key, disables, deletes, and is told when another owner was first', async () => {
    const { w, scene, enter } = stage();
    await scene('penyedia-kelola', async () => {
      const owner = await enter('Pemilik');
      const second = await enter('Pemilik kedua');
      const guest = await enter('Tamu', { offstage: true });
      await owner.says('/persona owner');
      await second.says('/persona owner');
      await owner.says(w('/penyedia', '/providers'));
      await owner.says('Pakasir 2 (practice)');
      await owner.presses(w('Ganti isian', 'Change a value'));
      await owner.presses('API key');
      await owner.says(WRONG);
      await owner.presses(w('Buka lagi', 'Open again'));
      await second.says(w('/penyedia', '/providers'));
      await second.says('Pakasir 2 (practice)');
      await owner.presses(w('Matikan', 'Disable'));
      await second.presses(w('Matikan', 'Disable'));
      await owner.presses(w('Buka lagi', 'Open again'));
      await owner.presses(w('Hapus', 'Delete'));
      await owner.presses(w('Ya, hapus', 'Yes, delete'));
      await owner.says(w('/penyedia', '/providers'));
      await owner.says('Pakasir 3 (practice)');
      await owner.presses(w('Matikan', 'Disable'));
      await owner.presses(w('Buka lagi', 'Open again'));
      await owner.presses(w('Hapus', 'Delete'));
      await owner.presses(w('Ya, hapus', 'Yes, delete'));
      await owner.says(w('/penyedia', '/providers'));
      await gatewayKey(stage(), KEY);
      await buys(stage(), guest);
      await expectUnseen(stage(), [SECRET, WRONG], owner);
    });
    expect(await paidThrough(stage())).toBe('pakasir');
    expect(await auditOf(stage())).toEqual(expect.arrayContaining(['provider.rested', 'provider.removed']));
  });

  test('a supplier is used at once, since all suppliers are', async () => {
    const { w, scene, enter } = stage();
    await scene('penyedia-pemasok', async () => {
      const owner = await enter('Pemilik');
      await owner.says('/persona owner');
      await owner.says(w('tambah pemasok', 'add supplier'));
      await owner.presses('Digiflazz');
      await owner.says('latihan');
      await owner.says('practice-supplier-key');
      await owner.presses(w('Buka lagi', 'Open again'));
      await owner.presses(w('Matikan', 'Disable'));
    });
  });

  test('the owner who stays is asked for the mode, turns back, and later takes a real account into use', async () => {
    const { w, scene, enter, app, remark } = stage();
    await scene('penyedia-sungguhan', async () => {
      const owner = await enter('Pemilik');
      const code = await app.commerce.renewClaimCode();
      await owner.says(`/claim ${code?.code ?? ''}`);
      await owner.says(w('/tambah pakasir', '/add pakasir'));
      await owner.presses(w('Live, uang sungguhan', 'Live, real money'));
      await owner.says('batal');
      await owner.says(w('/tambah deployment', '/add deployment'));
      await owner.presses(w('Live, uang sungguhan', 'Live, real money'));
      await owner.says('http://127.0.0.1:8080/pesanan');
      await owner.says('https://10.0.0.7/pesanan');
      await owner.says('batal');
      await remark(
        w('akun sandbox ditambahkan dari komputer toko', "a sandbox account is added on the shop's computer"),
      );
      await addsAtDesk(stage());
      expect((await app.commerce.mode()).practice).toBe(true);
      await owner.says(w('/penyedia', '/providers'));
      await owner.says('Griya sandbox');
      await owner.presses(w('Uji lalu pakai', 'Test and use'));
      await owner.presses(w('Pakai sekarang', 'Use it now'));
      await owner.presses(w('Cek webhook masuk', 'Check for webhooks'));
      await owner.presses(w('Buka lagi', 'Open again'));
      await owner.presses(w('Matikan', 'Disable'));
      const persona = await enter('Tamu');
      await persona.says(w('/penyedia', '/providers'));
    });
    expect(await app.commerce.mode()).toMatchObject({ practice: false, environment: 'sandbox' });
  });
});
