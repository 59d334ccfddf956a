/** The chat contract over both engines. */
import { chatContract } from '../../tests/contract/stores/chat.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

chatContract('SQLite', () => openTestDatabase());
overPostgres('the chat contract', (bed) => chatContract('Postgres', () => bed.open()));
