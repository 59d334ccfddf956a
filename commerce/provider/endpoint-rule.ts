/**
 * Which addresses orders may be sent to: outside practice https on a public name. An address that only looks public and
 * resolves to a machine inside is the owner's own doing; they type it, nobody else can.
 */
import type { Environment } from '../environment.ts';

const PRIVATE =
  /^(?:localhost|.*\.(?:localhost|local|internal|lan)|0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|\[)/;

export function isFitEndpoint(address: string, environment: Environment): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, search, hash } = new URL(address);
  if (username !== '' || search !== '' || hash !== '') return false;
  if (environment === 'practice') return protocol === 'http:' || protocol === 'https:';
  return protocol === 'https:' && !PRIVATE.test(hostname) && hostname.includes('.');
}
