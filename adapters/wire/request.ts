/** One operation of a wire profile: from data and a scope to the request that goes out. Pure; sends nothing. */
import type { HttpRequest } from './http.ts';
import { makeSignature } from './signature.ts';
import type { SignatureRecipe } from './signature.ts';
import { renderTemplate, renderText } from './template.ts';
import type { Scope, Template } from './template.ts';

export interface Operation {
  http: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Template below the provider's base URL; placeholders are percent-encoded. */
  path: string;
  headers?: Record<string, string>;
  query?: Record<string, Template>;
  encoding?: 'json' | 'form';
  body?: Template;
  /**
   * Fills `{sign}` in headers, query and body. It may name `{path}`, `{verb}` and `{raw}`; one that names `{raw}` signs
   * the finished body, so the body itself cannot carry it then.
   */
  sign?: SignatureRecipe;
  timeoutMs?: number;
  maxBodyBytes?: number;
}

const CONTENT_TYPES = { json: 'application/json', form: 'application/x-www-form-urlencoded' };

/**
 * Builds the request, or names what is missing: a signature, path or header without its value must not be sent half
 * made, while an absent optional body key is simply left out.
 */
export function buildRequest(operation: Operation, baseUrl: string, scope: Scope): HttpRequest | { missing: string } {
  const path = renderText(operation.path, scope, encodeURIComponent);
  if (path === null) return { missing: `a value of the path ${operation.path}` };
  const signsBody = /\{raw\b/.test(operation.sign?.message ?? '');
  const early: Scope = { ...scope, path, verb: operation.http };
  const sign = operation.sign && !signsBody ? makeSignature(operation.sign, early) : undefined;
  if (sign === null) return { missing: 'a value to sign' };
  const body = renderBody(operation, sign === undefined ? early : { ...early, sign });
  const raw = Buffer.from(body ?? '');
  const late = signsBody && operation.sign ? makeSignature(operation.sign, { ...early, raw }) : sign;
  if (late === null) return { missing: 'a value to sign' };
  const full: Scope = late === undefined ? early : { ...early, sign: late };
  const headers = renderHeaders(operation, full, body !== null);
  if ('missing' in headers) return { missing: headers.missing };
  const query = renderQuery(operation.query ?? {}, full);
  return {
    method: operation.http,
    url: joinUrl(baseUrl, path) + (query === '' ? '' : `?${query}`),
    headers: headers.values,
    body: body ?? undefined,
    budgetMs: operation.timeoutMs,
    maxBodyBytes: operation.maxBodyBytes,
  };
}

export function joinUrl(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

function renderBody(operation: Operation, scope: Scope): string | null {
  if (operation.body === undefined) return null;
  const value = renderTemplate(operation.body, scope);
  return operation.encoding === 'form' ? formText(asObject(value)) : JSON.stringify(value);
}

function renderQuery(query: Record<string, Template>, scope: Scope): string {
  return formText(asObject(renderTemplate(query, scope)));
}

const PLAIN = /^[A-Za-z0-9*._-]*$/;

function formText(fields: Record<string, unknown>): string {
  const pairs = Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]);
  // Nearly all of it is what a form writes as it stands.
  if (pairs.every(([name, value]) => PLAIN.test(name) && PLAIN.test(value)))
    return pairs.map(([name, value]) => `${name}=${value}`).join('&');
  return new URLSearchParams(pairs).toString();
}

function renderHeaders(
  operation: Operation,
  scope: Scope,
  hasBody: boolean,
): { values: Record<string, string> } | { missing: string } {
  const values: Record<string, string> = { accept: 'application/json' };
  if (hasBody) values['content-type'] = CONTENT_TYPES[operation.encoding ?? 'json'];
  for (const [name, template] of Object.entries(operation.headers ?? {})) {
    const value = renderText(template, scope);
    if (value === null) return { missing: `the header ${name}` };
    values[name.toLowerCase()] = value;
  }
  return { values };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
