/** The people contract over both engines. */
import { peopleContract } from '../../tests/contract/stores/people.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

peopleContract('SQLite', () => openTestDatabase());
overPostgres('the people contract', (bed) => peopleContract('Postgres', () => bed.open()));
