/** Who may import whom. `bot` is on nobody's list: it composes the rings, and nothing hangs on it. */
import { isTest, ring, type Import } from './source-tree.ts';

const MAY_IMPORT: Record<string, readonly string[]> = {
  commerce: [],
  conversations: ['commerce'],
  adapters: ['commerce'],
  db: ['commerce'],
  jobs: ['commerce'],
  webhooks: ['commerce'],
  sandbox: [],
  bot: ['adapters', 'commerce', 'conversations', 'db', 'jobs', 'webhooks'],
};

/** What an adapter may know of the core: its ports, its words and its pure readers; never a story it tells. */
const OPEN_TO_ADAPTERS =
  /^commerce\/(ports\/.+|provider\/(blank|model)|money|environment|payment\/qris|catalogue\/(cut-off|destination|destination-check))\.ts$/;

/** @returns one line per forbidden import, empty when all is well. */
export function layerViolations(imports: readonly Import[]): string[] {
  return imports.filter(isForbidden).map(({ from, to }) => `${from} must not import ${to}`);
}

function isForbidden({ from, to, ours }: Import): boolean {
  const source = ring(from);
  if (isTest(from)) return false;
  if (!ours) return isForbiddenPackage(source, to);
  const target = ring(to);
  if (source === target) return isTest(to);
  if (!MAY_IMPORT[source]?.includes(target)) return true;
  return source === 'adapters' && target === 'commerce' && !OPEN_TO_ADAPTERS.test(to);
}

/** The core runs on the language alone; practice vendors on Node alone. */
function isForbiddenPackage(source: string, to: string): boolean {
  if (source === 'commerce') return true;
  return source === 'sandbox' && !to.startsWith('node:');
}
