/** The webhooks contract over both engines. */
import { webhooksContract } from '../../tests/contract/stores/webhooks.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

webhooksContract('SQLite', openTestDatabase);
overPostgres('the webhooks contract', (bed) => webhooksContract('Postgres', () => bed.open()));
