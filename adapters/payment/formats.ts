/** The payment formats. One gateway account may serve several of them; the row's own word is the one it is known by. */
import type { AdapterFormat } from '../format.ts';
import type { PaymentBehaviour } from './behaviour.ts';
import { eWalletRedirect } from './e-wallet-redirect.ts';
import { directCharge } from './direct-charge.ts';
import { embedFlow } from './embed-flow.ts';
import { paymentProfileErrors } from './profile-errors.ts';
import { qrisDynamic } from './qris-dynamic.ts';
import { redirectFlow } from './redirect-flow.ts';
import { vaStatic } from './va-static.ts';
import { buildWireGateway } from './wire-gateway.ts';

const behaviours: readonly PaymentBehaviour[] = [
  qrisDynamic,
  vaStatic,
  eWalletRedirect,
  redirectFlow,
  embedFlow,
  directCharge,
];

export const paymentFormats: readonly AdapterFormat<'payment'>[] = behaviours.map(({ apiFormat, summary }) => ({
  integrationType: 'payment',
  apiFormat,
  summary,
  capabilities: ['create', 'status', 'webhook', 'pay_link'],
  profileErrors: (profile, declared) => paymentProfileErrors(profile, declared, behaviours),
  build: (context) => buildWireGateway(context, behaviours),
}));
