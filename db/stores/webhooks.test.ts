import { webhooksContract } from '../../tests/contract/stores/webhooks.contract.ts';
import { openTestDatabase } from '../testing.ts';

webhooksContract('SQLite', openTestDatabase);
