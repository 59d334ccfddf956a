/** The catalogue contract over both engines. */
import { catalogueContract } from '../../tests/contract/stores/catalogue.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

catalogueContract('SQLite', () => openTestDatabase());
overPostgres('the catalogue contract', (bed) => catalogueContract('Postgres', () => bed.open()));
