/** The brief contract over both engines. */
import { briefsContract } from '../../tests/contract/stores/briefs.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

briefsContract('SQLite', openTestDatabase);
overPostgres('the brief contract', (bed) => briefsContract('Postgres', () => bed.open()));
