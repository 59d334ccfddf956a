/** The format of endpoints that set things up, outside of any shop. */
import { deploymentPost } from '../../adapters/deployment/deployment-post.ts';
import type { HttpClient } from '../../adapters/wire/http.ts';
import { secret as sealed } from '../../commerce/ports/secret.ts';
import type { Supplier } from '../../commerce/ports/supplier.ts';
import { blankProvider } from '../../commerce/provider/blank.ts';

export interface NewEndpoint {
  baseUrl: string;
  secret: string;
  http: HttpClient;
  asksStatus?: boolean;
  now?: () => number;
}

export function newSupplier(given: NewEndpoint): Supplier {
  const config: Record<string, string> = given.asksStatus ? { asks_status: 'ya' } : {};
  const provider = blankProvider(
    {
      id: 'p',
      businessId: 'b',
      integrationType: 'deployment',
      name: 'endpoint',
      slug: 'deployment',
      apiFormat: 'deployment_post',
      environment: 'practice',
      baseUrl: given.baseUrl,
      presetId: 'deployment',
      profile: {},
      config,
      credentialsEncrypted: '',
      capabilities: [],
    },
    0,
  );
  return deploymentPost.build({
    provider,
    credentials: { signing_secret: sealed(given.secret) },
    http: given.http,
    clock: { now: given.now ?? Date.now, elapsedMs: () => performance.now() },
  });
}
