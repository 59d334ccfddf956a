/** Every store contract over the stores in memory, as over the real engines. */
import { randomBytes } from 'node:crypto';
import { briefsContract } from '../../tests/contract/stores/briefs.contract.ts';
import { catalogueContract } from '../../tests/contract/stores/catalogue.contract.ts';
import { chatContract } from '../../tests/contract/stores/chat.contract.ts';
import { filesContract } from '../../tests/contract/stores/files.contract.ts';
import { jobsContract } from '../../tests/contract/stores/jobs.contract.ts';
import { leasesContract } from '../../tests/contract/stores/leases.contract.ts';
import { ledgerContract } from '../../tests/contract/stores/ledger.contract.ts';
import { moneyContract } from '../../tests/contract/stores/money.contract.ts';
import { peopleContract } from '../../tests/contract/stores/people.contract.ts';
import { providersContract } from '../../tests/contract/stores/providers.contract.ts';
import { staysContract } from '../../tests/contract/stores/stays.contract.ts';
import { supplyContract } from '../../tests/contract/stores/supply.contract.ts';
import { upkeepContract } from '../../tests/contract/stores/upkeep.contract.ts';
import { vaultContract } from '../../tests/contract/stores/vault.contract.ts';
import { webhooksContract } from '../../tests/contract/stores/webhooks.contract.ts';
import { testIds } from '../testing.ts';
import { createVault } from '../vault.ts';
import { openInMemory } from './open.ts';

type WrappedKey = Parameters<Parameters<typeof createVault>[0]['saveDataKey']>[0];

/** The data keys are a list; sealing with them is the real vault's work. */
async function open(now = () => Date.now()) {
  const masterKey = randomBytes(32);
  const keys: WrappedKey[] = [];
  const loadDataKeys = async () => keys.toSorted((a, b) => (a.month < b.month ? -1 : 1));
  const saveDataKey = async (key: WrappedKey) => {
    if (!keys.some(({ purpose, month }) => purpose === key.purpose && month === key.month)) keys.push(key);
  };
  const again = (over: object = {}) =>
    createVault({ masterKey, now, loadDataKeys, loadHandover: async () => [], saveDataKey, ...over });
  const vault = await again();
  const { uow } = openInMemory({ ids: testIds, vault });
  return { uow, vault, again, rows: loadDataKeys, ids: testIds, close: async () => {} };
}

for (const contract of [
  briefsContract,
  catalogueContract,
  chatContract,
  filesContract,
  jobsContract,
  leasesContract,
  ledgerContract,
  moneyContract,
  peopleContract,
  providersContract,
  staysContract,
  supplyContract,
  upkeepContract,
  webhooksContract,
])
  contract('memory', () => open());

vaultContract('memory', open);
