/** The gateway's hosted page for a payment, built from a template. It leaves the house, so it may not carry a secret. */
import type { CreatePaymentRequest } from '../../commerce/ports/payment-gateway.ts';
import { joinUrl } from '../wire/request.ts';
import { renderTemplate, renderText } from '../wire/template.ts';
import { methodNamed, orderScope } from './gateway-parts.ts';
import type { GatewayParts } from './gateway-parts.ts';

/** Null when the method has no link or a value of its address is missing. */
export function payLinkOf(parts: GatewayParts, request: CreatePaymentRequest): string | null {
  const method = methodNamed(parts.profile, request.method);
  const link = method?.link === undefined ? undefined : parts.profile.links[method.link];
  if (!link) return null;
  const scope = { ...parts.scope(), ...orderScope(request, method, parts.context.clock.now()), secret: {} };
  const base = renderText(link.base, scope);
  const path = renderText(link.path, scope, encodeURIComponent);
  if (base === null || path === null) return null;
  const fields = Object.entries(renderTemplate(link.query ?? {}, scope) as Record<string, unknown>);
  const query = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return joinUrl(base, path) + (query === '' ? '' : `?${query}`);
}
