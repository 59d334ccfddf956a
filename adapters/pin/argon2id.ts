/**
 * Transaction PINs as argon2id with 19 MiB and two passes, the smallest setting of the OWASP cheat sheet. The work is
 * done by Node's pool of threads, which is also its bound: four at a time, and chats go on meanwhile.
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import type { PinHasher } from '../../commerce/ports/pin.ts';

const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const HEAD = `argon2id$m=${COST.memory},t=${COST.passes}`;
const HASH = /^argon2id\$m=(\d{1,7}),t=(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

export function createPinHasher(): PinHasher {
  return {
    async hash(keyed) {
      const salt = randomBytes(16);
      const tag = await derive(keyed, salt, COST.memory, COST.passes);
      return `${HEAD}$${salt.toString('base64url')}$${tag.toString('base64url')}`;
    },
    async matches(keyed, hash) {
      const [, memory, passes, salt, tag] = HASH.exec(hash) ?? [];
      if (!salt || !tag) return false;
      const found = await derive(keyed, Buffer.from(salt, 'base64url'), Number(memory), Number(passes));
      return timingSafeEqual(found, Buffer.from(tag, 'base64url'));
    },
  };
}

function derive(keyed: string, nonce: Buffer, memory: number, passes: number): Promise<Buffer> {
  const { parallelism, tagLength } = COST;
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message: keyed, nonce, memory, passes, parallelism, tagLength }, (error, tag) => {
      if (error) reject(error);
      else resolve(tag);
    });
  });
}
