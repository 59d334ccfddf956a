/** The stays contract over both engines. */
import { staysContract } from '../../tests/contract/stores/stays.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

staysContract('SQLite', () => openTestDatabase());
overPostgres('the stays contract', (bed) => staysContract('Postgres', () => bed.open()));
