/** The contract of the upkeep of suppliers over both engines. */
import { upkeepContract } from '../../tests/contract/stores/upkeep.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

upkeepContract('SQLite', () => openTestDatabase());
overPostgres('the upkeep contract', (bed) => upkeepContract('Postgres', () => bed.open()));
