import { leasesContract } from '../../tests/contract/stores/leases.contract.ts';
import { openTestDatabase } from '../testing.ts';

leasesContract('SQLite', openTestDatabase);
