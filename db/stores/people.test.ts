/** The people contract over SQLite. */
import { peopleContract } from '../../tests/contract/stores/people.contract.ts';
import { openTestDatabase } from '../testing.ts';

peopleContract('SQLite', () => openTestDatabase());
