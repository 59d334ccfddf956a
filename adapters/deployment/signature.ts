/** Both directions are signed alike: `t=UNIX,v1=HEX`, an HMAC-SHA256 with the shared secret over `UNIX.BODY`. */
import type { InboundRequest } from '../../commerce/ports/outcome.ts';
import type { FormatContext } from '../format.ts';
import { providerScope } from '../wire/scope.ts';
import { makeSignature, verifySignature } from '../wire/signature.ts';
import type { SignatureScheme, Verification } from '../wire/signature.ts';

export const SIGNATURE_HEADER = 'x-deployment-signature';

/** Older is a replay; it spans the receiver's slow clock as well. */
const TOLERANCE_SECONDS = 300;

const SCHEME: SignatureScheme = {
  alg: 'hmac_sha256',
  key: '{secret.signing_secret}',
  message: '{given.t}.{raw}',
  given: { header: SIGNATURE_HEADER },
  list: { timestamp: 't', signature: 'v1' },
  toleranceSeconds: TOLERANCE_SECONDS,
};

/** Null without a secret. */
export function signatureOf(context: FormatContext, body: string): string | null {
  const t = String(Math.floor(context.clock.now() / 1000));
  const digest = makeSignature(SCHEME, { ...providerScope(context), raw: Buffer.from(body), given: { t } });
  return digest === null ? null : `t=${t},v1=${digest}`;
}

export function verifyCallback(
  context: FormatContext,
  { body: raw, headers: header, path, method: verb }: InboundRequest,
  now: number,
): Verification {
  const { secret, cfg } = providerScope(context) as Record<'secret' | 'cfg', Record<string, unknown>>;
  return verifySignature(SCHEME, { raw, body: null, header, path, verb, secret, cfg }, now);
}
