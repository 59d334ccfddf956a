import { ledgerContract } from '../../tests/contract/stores/ledger.contract.ts';
import { openTestDatabase } from '../testing.ts';

ledgerContract('SQLite', openTestDatabase);
