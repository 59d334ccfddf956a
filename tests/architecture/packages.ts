/** One home per package: whoever wants to replace one knows where to look. */
import { isTest, type Import } from './source-tree.ts';

const HOMES: Record<string, RegExp> = {
  grammy: /^bot\/channels\/telegram/,
  '@grammyjs/conversations': /^conversations\/runner\//,
  '@fluent/bundle': /^conversations\/messages\//,
  'libphonenumber-js': /^conversations\/understand\//,
  fastify: /^(webhooks\/|bot\/http\/|bot\/compose\.ts$)/,
  kysely: /^db\//,
  'better-sqlite3': /^db\//,
  qrcode: /^bot\/qr\//,
  undici: /^adapters\/wire\/http\.ts$/,
  cockatiel: /^adapters\/pipeline\//,
  'csv-stringify': /^adapters\/sheets\//,
  'write-excel-file': /^adapters\/sheets\//,
  pino: /^bot\/log\.ts$/,
  'prom-client': /^bot\/metrics/,
  '@fastify/under-pressure': /^bot\/http\//,
  pg: /^db\//,
  bullmq: /^jobs\/bullmq/,
  ioredis: /^jobs\/bullmq/,
  '@bull-board/api': /^(jobs\/bullmq|bot\/http\/)/,
  '@bull-board/fastify': /^bot\/http\//,
  openai: /^adapters\/ai\//,
  baileys: /^adapters\/whatsapp\/unofficial-baileys/,
  zod: /^(adapters|bot|conversations|webhooks|jobs)\//,
};

/** Only ever run, never imported. */
export const RUN_ONLY: readonly string[] = [
  'node',
  'typescript',
  '@typescript/native',
  'knip',
  'oxfmt',
  'oxlint',
  'oxlint-tsgolint',
];

/** For shops that outgrow one process; an entry goes when its ring imports it. */
export const TAKEN_AHEAD: readonly string[] = ['@bull-board/api', '@bull-board/fastify', '@bull-board/ui'];

/** `@fluent/bundle/esm/x` → `@fluent/bundle`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

export const isPackage = ({ ours, to }: Import): boolean => !ours && !to.startsWith('node:');

/** @returns one line per package met away from its home, empty when all is well. */
export function homeViolations(imports: readonly Import[]): string[] {
  return imports
    .filter((one) => isPackage(one) && !isTest(one.from) && !HOMES[packageOf(one.to)]?.test(one.from))
    .map(({ from, to }) => `${from} is not the home of ${packageOf(to)}`);
}

/** @param names what package.json asks for, types packages left out */
export function unusedPackages(names: readonly string[], imports: readonly Import[]): string[] {
  const used = new Set(imports.filter(isPackage).map(({ to }) => packageOf(to)));
  return names.filter((name) => !used.has(name) && !RUN_ONLY.includes(name));
}
