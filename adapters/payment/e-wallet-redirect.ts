/**
 * A wallet app. Either the gateway answers with an address that opens the app (and one for a browser), or the wallet
 * wants the payer's phone and asks them by itself; then there is nothing to open but the app.
 */
import type { PaymentBehaviour } from './behaviour.ts';
import { isWebAddress } from './redirect-flow.ts';

/** Addresses that run something in a browser instead of opening an app. */
const RUNS = /^(?:javascript|data|vbscript|blob|file|about|view-source):/i;
const APP_ADDRESS = /^[a-z][a-z0-9+.-]{1,40}:\/\/\S+$/i;

/** Whether a payer may be given this address to open an app with. */
export const isAppAddress = (address: string): boolean => APP_ADDRESS.test(address) && !RUNS.test(address);

export const eWalletRedirect: PaymentBehaviour = {
  apiFormat: 'e_wallet_redirect',
  summary: 'Opens the payer’s wallet app, or the wallet asks the payer itself',
  setupProblem: (profile, method) => {
    const { create, status } = profile.operations;
    if (method.code === undefined) return 'needs the vendor’s code';
    if (!create) return 'needs the operation create';
    if (!status) return 'needs the operation status';
    if (method.asks === 'phone') return null;
    return create.out.deepLink === undefined && create.out.payUrl === undefined ? 'needs create.out.deepLink' : null;
  },
  incomplete: ({ deepLink, payUrl }, method) => {
    if (deepLink !== undefined && !isAppAddress(deepLink)) return 'the answer has a link that opens no app';
    if (payUrl !== null && !isWebAddress(payUrl)) return 'the answer has a link that is none';
    if (method.asks === 'phone') return null;
    return (deepLink ?? payUrl) === null ? 'the answer has nothing to open' : null;
  },
};
