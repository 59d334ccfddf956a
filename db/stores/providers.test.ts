/** The accounts' contract over both engines. */
import { providersContract } from '../../tests/contract/stores/providers.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

providersContract('SQLite', openTestDatabase);
overPostgres('the contract of accounts', (bed) => providersContract('Postgres', () => bed.open()));
