/**
 * The practice vendors as a process. Reads its settings from the environment, prints one JSON line
 * `{"ready":true,"port":N}` on stdout when it listens, and ends on SIGTERM, SIGINT or (with SANDBOX_PARENT set) when
 * its stdin closes, which is what happens when the parent dies in any way.
 */
import { startSandbox } from './index.ts';

function fail(message: string): never {
  process.stderr.write(`sandbox: ${message}\n`);
  process.exit(1);
}

function port(): number {
  const text = process.env['SANDBOX_PORT'] ?? '0';
  const value = Number(text);
  return /^\d+$/.test(text) && value < 65_536 ? value : fail('SANDBOX_PORT must be a port number, 0 for any');
}

const stateFolder = process.env['SANDBOX_STATE'] || fail('SANDBOX_STATE must name a folder for the memory');
const token = process.env['SANDBOX_TOKEN'] || fail('SANDBOX_TOKEN must be set: it guards /control');
const seed = process.env['SANDBOX_SEED'] || undefined;

const sandbox = await startSandbox({
  stateFolder,
  port: port(),
  token,
  seed,
  log: (line) => process.stderr.write(`sandbox: ${line}\n`),
}).catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  // Everything that matters is in the journal already; a socket that will not close must not keep the process.
  setTimeout(() => process.exit(0), 2_000).unref();
  sandbox.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// The parent's end of our stdout goes with it; writing then must not end in a crash report.
process.stdout.on('error', stop);
process.stderr.on('error', () => undefined);
if (process.env['SANDBOX_PARENT']) process.stdin.on('close', stop).on('end', stop).resume();

process.stdout.write(`${JSON.stringify({ ready: true, port: sandbox.port })}\n`);
