/** The supply contract over both engines. */
import { supplyContract } from '../../tests/contract/stores/supply.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

supplyContract('SQLite', openTestDatabase);
overPostgres('the supply contract', (bed) => supplyContract('Postgres', () => bed.open()));
