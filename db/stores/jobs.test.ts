import { jobsContract } from '../../tests/contract/stores/jobs.contract.ts';
import { openTestDatabase } from '../testing.ts';

jobsContract('SQLite', openTestDatabase);
