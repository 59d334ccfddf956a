/** `./sapa stock:import`: the owner's list of codes, one per line. */
import { environmentOf, given, readArguments } from '../arguments.ts';
import { CommandFailed, type Command, type CommandIo } from '../command.ts';

const MAX_FILE_BYTES = 64 * 1024 * 1024;

export const stockImport: Command = {
  name: 'stock:import',
  group: 'goods',
  usage: 'PRODUCT FILE [--env practice|sandbox|live]',
  summary: 'add codes to sell, one per line; FILE may be - for stdin',
  details: ['', 'A code the product already has is skipped. Make the product first: ./sapa product:add'],
  async run(io) {
    const { values, positionals } = readArguments(
      io.args,
      { env: { type: 'string' } },
      { required: ['PRODUCT', 'FILE'] },
    );
    const environment = environmentOf(values.env);
    const productCode = given(positionals, 0);
    const codes = (await readFileOrStdin(given(positionals, 1), io)).replace(/^\uFEFF/, '').split(/\r?\n/);
    const [{ withShop }, { refused }, { count }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../format.ts'),
    ]);
    return withShop(io, async ({ commerce, actor }) => {
      const owner = await actor(environment);
      const imported = await commerce.importStock(owner, { productCode, codes });
      if (!imported.ok) {
        throw refused(imported, {
          not_found: `there is no product ${productCode} in ${owner.environment}; make it with ./sapa product:add`,
          wrong_state: `${productCode} comes from a supplier; codes can only be added to own products`,
          bad_input: 'nothing was added: no codes, too many, or one too long',
        });
      }
      const { added, duplicates, available } = imported;
      io.say(`${productCode}: ${count(added, 'code')} added, ${duplicates} known already, ${available} for sale.`);
      return 0;
    });
  },
};

async function readFileOrStdin(file: string, io: CommandIo): Promise<string> {
  const { createReadStream } = await import('node:fs');
  const { textOf } = await import('../json-lines.ts');
  let words: string | null;
  try {
    words = await textOf(file === '-' ? io.stdin : createReadStream(file), MAX_FILE_BYTES);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CommandFailed(`${file} cannot be read (${code})`);
  }
  if (words === null) throw new CommandFailed(`${file} is larger than ${MAX_FILE_BYTES} bytes; split it`);
  return words;
}
