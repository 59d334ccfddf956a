/** What every provider row starts as before anyone filled it in or tried it: one account, on, never tested. */
import type { Provider } from './model.ts';

/** @param own what the account is; all the rest has its first value. `at` is when it was made. */
export function blankProvider(
  own: Pick<
    Provider,
    'id' | 'businessId' | 'integrationType' | 'name' | 'slug' | 'apiFormat' | 'environment' | 'baseUrl'
  > &
    Partial<Provider>,
  at = 0,
): Provider {
  return {
    presetId: null,
    profile: {},
    config: {},
    credentialsEncrypted: '',
    capabilities: [],
    isActive: true,
    displayOrder: 0,
    testStatus: 'untested',
    testMessage: '',
    lastTestedAt: null,
    notes: '',
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...own,
  };
}
