/**
 * Rows that hardly ever change but are asked for at every step: providers, the features they serve, the business. The
 * reading side keeps them until a unit of this process changes one, and at most a second, because another process (the
 * command line) may. Units of work read the rows themselves. What is kept is shared: nobody may change it in place.
 */
import type { Stores } from '../commerce/ports/stores/index.ts';
import { withStores } from '../commerce/ports/stores/with-stores.ts';

const KEPT_MS = 1_000;
/** Far more than a shop has; slugs come from strangers' requests. */
const MAX_KEPT = 1_000;

export interface KeptRows {
  /** `load`, or what it gave before under this key. */
  keep<T>(key: string, load: () => Promise<T>): Promise<T>;
  /** After a commit that changed one of them. */
  forget(): void;
}

export function createKeptRows(elapsedMs: () => number = () => performance.now()): KeptRows {
  let kept = new Map<string, Promise<unknown>>();
  let until = 0;
  const forget = () => {
    kept = new Map();
    until = elapsedMs() + KEPT_MS;
  };
  return {
    forget,
    keep<T>(key: string, load: () => Promise<T>): Promise<T> {
      if (elapsedMs() >= until || kept.size >= MAX_KEPT) forget();
      const known = kept.get(key) as Promise<T> | undefined;
      if (known) return known;
      const rows = kept;
      const loading = load();
      rows.set(key, loading);
      loading.catch(() => rows.delete(key));
      return loading;
    },
  };
}

/** The reading stores, with those rows kept. */
export function withKeptRows(read: Stores, { keep }: KeptRows): Stores {
  const { providers, stays } = read;
  return withStores(read, {
    providers: {
      ...providers,
      get: (id) => keep(`id:${id}`, () => providers.get(id)),
      bySlug: (slug) => keep(`slug:${slug}`, () => providers.bySlug(slug)),
      list: (filter) => keep(`list:${JSON.stringify(filter)}`, () => providers.list(filter)),
      feature: (feature, environment) =>
        keep(`feature:${environment}:${feature}`, () => providers.feature(feature, environment)),
      features: () => keep('features', () => providers.features()),
    },
    stays: { ...stays, firstBusiness: () => keep('business', () => stays.firstBusiness()) },
  });
}
