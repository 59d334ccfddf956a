import { moneyContract } from '../../tests/contract/stores/money.contract.ts';
import { openTestDatabase } from '../testing.ts';

moneyContract('SQLite', openTestDatabase);
