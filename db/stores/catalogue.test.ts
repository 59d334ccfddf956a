/** The catalogue contract over SQLite. */
import { catalogueContract } from '../../tests/contract/stores/catalogue.contract.ts';
import { openTestDatabase } from '../testing.ts';

catalogueContract('SQLite', () => openTestDatabase());
