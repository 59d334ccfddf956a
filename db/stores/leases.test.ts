import { leasesContract } from '../../tests/contract/stores/leases.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

leasesContract('SQLite', openTestDatabase);
overPostgres('the leases contract', (bed) => leasesContract('Postgres', () => bed.open()));
