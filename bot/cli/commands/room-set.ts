/** `./sapa room:set`: a room type with its rate, its units and how many can be sold per night. */
import { environmentOf, given, readArguments, rupiah, wholeNumber } from '../arguments.ts';
import type { Command } from '../command.ts';

const OPTIONS = {
  name: { type: 'string' },
  rate: { type: 'string' },
  capacity: { type: 'string' },
  units: { type: 'string' },
  physical: { type: 'string' },
  from: { type: 'string' },
  nights: { type: 'string' },
  env: { type: 'string' },
} as const;

export const roomSet: Command = {
  name: 'room:set',
  group: 'goods',
  usage:
    'CODE [--name NAME] [--rate IDR] [--capacity N] [--units 101,102] [--physical N] [--from DATE] [--nights N] [--env ENV]',
  summary: 'add a room type, or change it and open nights for sale',
  details: [
    '',
    '--rate      per night, whole rupiah; needed for a new type',
    '--units     door numbers; missing ones are added, none is removed',
    '--physical  rooms that can be sold per night (the number of units); 0 closes the nights',
    '--from, --nights   which nights: from today, 365 of them',
    'Example: ./sapa room:set DLX --name "Kamar Deluxe" --rate 375000 --capacity 2 --units 201,202,203',
  ],
  async run(io) {
    const { values, positionals } = readArguments(io.args, OPTIONS, { required: ['CODE'] });
    const { rate, capacity, physical, nights } = values;
    const code = given(positionals, 0).toUpperCase();
    const input = {
      code,
      name: values.name,
      rateIdr: rate === undefined ? undefined : rupiah(rate, '--rate'),
      capacity: capacity === undefined ? undefined : wholeNumber(capacity, '--capacity', 1, 50),
      units: values.units
        ?.split(',')
        .map((unit) => unit.trim())
        .filter(Boolean),
      physical: physical === undefined ? undefined : wholeNumber(physical, '--physical', 0, 500),
      from: values.from,
      nights: nights === undefined ? undefined : wholeNumber(nights, '--nights', 1, 730),
    };
    const environment = environmentOf(values.env);
    const [{ withShop }, { refused }] = await Promise.all([import('../shop.ts'), import('../refusals.ts')]);
    return withShop(io, async ({ commerce, actor }) => {
      const owner = await actor(environment);
      const set = await commerce.setRoom(owner, input);
      if (!set.ok) {
        throw refused(set, {
          bad_dates: `--from needs a date such as 2026-12-24; got "${values.from ?? ''}"`,
          bad_input: 'nothing was changed, a value is missing or not right',
        });
      }
      io.say(`Room type ${code} is set in ${owner.environment}.`);
      return 0;
    });
  },
};
