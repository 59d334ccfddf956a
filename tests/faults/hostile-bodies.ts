/** Bodies no gateway sends: types swapped, cut, bits flipped, nested deep, prototype keys, other formats. */
import type { Random } from '../support/random.ts';
import { paidBody } from './gateway-words.ts';

const HOSTILE = [
  '',
  ' ',
  'null',
  '[]',
  '"text"',
  '1e999',
  '{"order_id":',
  '<?xml version="1.0"?><paid/>',
  'order_id=A1-1&status=completed',
  '{"__proto__":{"status":"completed"},"constructor":{"prototype":{"admin":true}}}',
  '{"order_id":"\\ud800","status":"completed"}',
  `${'['.repeat(3000)}${']'.repeat(3000)}`,
  `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`,
  JSON.stringify({ order_id: 'A'.repeat(100_000), status: 'completed', amount: 1 }),
];
const VALUES = [
  null,
  true,
  -1,
  0.5,
  1e308,
  '',
  'completed',
  '\0',
  '🙈',
  [],
  {},
  ['completed'],
  { $gt: '' },
  'A'.repeat(5_000),
];

/** A real webhook with types swapped, cut, or with bits flipped; or something that never was one. */
export function hostileBody(random: Random): Buffer {
  const kind = random.between(0, 3);
  if (kind === 0) return Buffer.from(HOSTILE[random.between(0, HOSTILE.length - 1)] ?? '');
  const fields = JSON.parse(paidBody('A7K2M9-1', 10_000)) as Record<string, unknown>;
  const names = Object.keys(fields);
  if (kind === 1)
    fields[names[random.between(0, names.length - 1)] ?? ''] = VALUES[random.between(0, VALUES.length - 1)];
  const bytes = Buffer.from(JSON.stringify(fields));
  if (kind === 2) return bytes.subarray(0, random.between(0, bytes.length));
  for (let flips = random.between(1, 8); flips > 0; flips -= 1) {
    const at = random.between(0, bytes.length - 1);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 7));
  }
  return bytes;
}
