/** `./sapa webhook:inspect`: what we would make of a webhook. Offline; needs no data folder. */
import { needed, readArguments } from '../arguments.ts';
import { UsageError, type Command } from '../command.ts';

const MAX_SECRETS_BYTES = 64 * 1024;

export const webhookInspect: Command = {
  name: 'webhook:inspect',
  group: 'inspect',
  usage: '--preset ID --secrets FILE',
  summary: 'verify and read webhooks of a gateway or supplier',
  details: [
    '',
    'FILE is JSON of the credential fields: {"api_key": "…", "webhook_secret": "…"}.',
    'Each line in:  {"method", "path", "headers", "body", "now"}   body = the exact text, now = ISO time',
    'method is POST unless given; with GET what is read is the query of "path", where the preset uses that.',
    'Each line out: {"verified", "reason", "confirm", "events": [{"reference", "status", "amount", …}]}',
  ],
  async run(io) {
    const { values } = readArguments(io.args, { preset: { type: 'string' }, secrets: { type: 'string' } });
    const id = needed(values.preset, '--preset');
    const file = needed(values.secrets, '--secrets');
    const { presetNamed } = await import('../presets.ts');
    const { inspectWebhook } = await import('../../../adapters/inspect/webhook.ts');
    const { answerLines } = await import('../json-lines.ts');
    const preset = presetNamed(id, ['payment', 'supplier']);
    const credentials = await readSecrets(file);
    return answerLines(io, (input) => inspectWebhook(preset, credentials, input, Date.now()));
  },
};

/** Never says what stands in the file, only what is wrong with it. */
async function readSecrets(file: string): Promise<Record<string, string>> {
  const { readFile, stat } = await import('node:fs/promises');
  let content: unknown;
  try {
    if ((await stat(file)).size > MAX_SECRETS_BYTES) throw new UsageError(`${file} is too large for credentials`);
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(error instanceof SyntaxError ? `${file} is not JSON` : `${file} cannot be read`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new UsageError(`${file} must hold a JSON object of credential fields`);
  }
  const entries = Object.entries(content).filter(([, value]) => value !== null && value !== undefined);
  const odd = entries.find(([, value]) => typeof value !== 'string' && typeof value !== 'number');
  if (odd) throw new UsageError(`${file}: ${odd[0]} must be a text`);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
