/** The ledger contract over both engines. */
import { ledgerContract } from '../../tests/contract/stores/ledger.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

ledgerContract('SQLite', openTestDatabase);
overPostgres('the ledger contract', (bed) => ledgerContract('Postgres', () => bed.open()));
