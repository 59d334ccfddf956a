/** The chat contract over SQLite. */
import { chatContract } from '../../tests/contract/stores/chat.contract.ts';
import { openTestDatabase } from '../testing.ts';

chatContract('SQLite', () => openTestDatabase());
