/** Finds the reseller a person at the terminal means: by the end of the id, or by the name of the shop. */
import type { Commerce } from '../../commerce/app.ts';
import type { Actor } from '../../commerce/people/model.ts';
import type { ResellerCard } from '../../commerce/people/resellers.ts';
import { CommandFailed } from './command.ts';
import { refused } from './refusals.ts';

const MIN_ENDING = 4;

/** Throws CommandFailed unless exactly one fits. */
export async function resellerNamed(commerce: Commerce, owner: Actor, name: string): Promise<ResellerCard> {
  const found = await commerce.resellers(owner);
  if (!found.ok) throw refused(found);
  const all = [...found.waiting, ...found.current];
  const wanted = name.trim().toLowerCase();
  const fits = all.filter(
    ({ personId, shopName }) =>
      shopName.toLowerCase() === wanted || (wanted.length >= MIN_ENDING && personId.endsWith(wanted)),
  );
  const [only] = fits;
  if (only && fits.length === 1) return only;
  const trouble = fits.length === 0 ? 'there is no reseller' : 'there is more than one reseller';
  throw new CommandFailed(`${trouble} "${name.slice(0, 60)}"; see ./sapa reseller:list`);
}
