/** The jobs contract over both engines. */
import { jobsContract } from '../../tests/contract/stores/jobs.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

jobsContract('SQLite', openTestDatabase);
overPostgres('the jobs contract', (bed) => jobsContract('Postgres', () => bed.open()));
