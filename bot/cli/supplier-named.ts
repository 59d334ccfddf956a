/** The supplier a command means: the named one, or the only one in the environment the shop sells in. */
import type { Provider } from '../../commerce/provider/model.ts';
import { CommandFailed } from './command.ts';
import type { Shop } from './shop.ts';

export async function supplierNamed({ core, commerce }: Shop, slug: string | undefined): Promise<Provider> {
  const suppliers = await core.uow.read.providers.list({ integrationType: 'supplier', activeOnly: true });
  const slugs = suppliers.map((provider) => provider.slug).join(', ');
  if (slug !== undefined) {
    const named = suppliers.find((provider) => provider.slug === slug);
    if (named) return named;
    throw new CommandFailed(`there is no supplier "${slug.slice(0, 60)}"${slugs ? `; there is ${slugs}` : ''}`);
  }
  const { environment } = await commerce.mode();
  const here = suppliers.filter((provider) => provider.environment === environment);
  const [only] = here;
  if (only && here.length === 1) return only;
  throw new CommandFailed(
    only ? `name one of ${slugs}` : `there is no supplier in ${environment}; add one with ./sapa provider:add`,
  );
}
