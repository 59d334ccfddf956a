/** The money contract over both engines. */
import { moneyContract } from '../../tests/contract/stores/money.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

moneyContract('SQLite', openTestDatabase);
overPostgres('the money contract', (bed) => moneyContract('Postgres', () => bed.open()));
