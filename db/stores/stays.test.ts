/** The stays contract over SQLite. */
import { staysContract } from '../../tests/contract/stores/stays.contract.ts';
import { openTestDatabase } from '../testing.ts';

staysContract('SQLite', () => openTestDatabase());
