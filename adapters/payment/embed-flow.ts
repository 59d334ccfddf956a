/**
 * The vendor's own form on a page of ours. The gateway makes a token that only this payment can be paid with; the page
 * hands it to the vendor's script, and what is typed there goes to the vendor alone.
 */
import type { PaymentEmbed } from '../../commerce/ports/payment-gateway.ts';
import { joinUrl } from '../wire/request.ts';
import { renderText } from '../wire/template.ts';
import type { PaymentBehaviour } from './behaviour.ts';
import { methodNamed, type GatewayParts } from './gateway-parts.ts';
import { isWebAddress } from './redirect-flow.ts';

export const embedFlow: PaymentBehaviour = {
  apiFormat: 'embed_flow',
  summary: 'The gateway’s form on a page of ours',
  setupProblem: (profile, method) => {
    if (method.code === undefined) return 'needs the vendor’s code';
    if (method.embed === undefined) return 'needs an embed';
    if (!Object.hasOwn(profile.embeds ?? {}, method.embed)) return `no embed ${method.embed}`;
    if (profile.operations.create?.out.clientToken === undefined) return 'needs create.out.clientToken';
    return profile.operations.status ? null : 'needs the operation status';
  },
  incomplete: ({ clientToken, payUrl }) => {
    if (payUrl !== null && !isWebAddress(payUrl)) return 'the answer has a link that is none';
    return clientToken === undefined ? 'the answer has no token for the page' : null;
  },
};

/** Null where the method has none, or a value of it is missing. It goes to a browser: only settings, never a secret. */
export function embedOf(parts: GatewayParts, name: string): PaymentEmbed | null {
  const { profile, context } = parts;
  const method = methodNamed(profile, name);
  const embed = method?.embed === undefined ? undefined : profile.embeds?.[method.embed];
  const { environment, baseUrl } = context.provider;
  if (!embed) return null;
  const own = embed.script[environment];
  // Practice vendors have no fixed address: theirs is a path below the account's own.
  const scriptUrl = environment === 'practice' && own !== undefined ? joinUrl(baseUrl, own) : own;
  if (scriptUrl === undefined) return null;
  const scope = { ...parts.scope(), secret: {} };
  const attributes: Record<string, string> = {};
  for (const [key, given] of Object.entries(embed.attributes ?? {})) {
    const template = typeof given === 'string' ? given : given[environment];
    const value = template === undefined ? null : renderText(template, scope);
    if (value === null) return null;
    attributes[key] = value;
  }
  const origins = [...new Set([new URL(scriptUrl).origin, ...(embed.origins?.[environment] ?? [])])];
  return { kind: embed.kind, scriptUrl, attributes, global: embed.global, origins, card: embed.card ?? null };
}
