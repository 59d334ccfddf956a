/** What the core may know of a way of paying before anything is asked of the gateway. Its words and its path stay here. */
import type { PaymentMethodFacts } from '../../commerce/ports/payment-gateway.ts';
import { methodNamed } from './gateway-parts.ts';
import type { PaymentMethod, PaymentProfile } from './profile.ts';

/** Null when the profile has no such method. */
export function methodFacts(profile: PaymentProfile, name: string): PaymentMethodFacts | null {
  const method = methodNamed(profile, name);
  if (!method) return null;
  const { minIdr, maxIdr } = limitsOf(profile, method);
  return {
    format: method.format,
    name: method.name ?? null,
    asksPhone: method.asks === 'phone',
    place: method.place ?? 'bank',
    minIdr: minIdr ?? null,
    maxIdr: maxIdr ?? null,
    fee: (method.fee ?? []).map(({ upToIdr = null, percent = 0, flatIdr = 0 }) => ({ upToIdr, percent, flatIdr })),
  };
}

/** A method's own limits narrow those of the account. */
export const limitsOf = (profile: PaymentProfile, method: PaymentMethod): PaymentProfile['limits'] => ({
  ...profile.limits,
  ...method.limits,
});
