/**
 * Runs the real `./sapa` as a child process, the way people and scripts do; and the same commands in this process, for
 * tables of wrong calls that need no process each.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { runCommand } from './run.ts';

export const SAPA = join(import.meta.dirname, '..', '..', 'sapa');

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  /** The lines of stdout, each read as JSON. */
  json: () => unknown[];
}

export interface RunOptions {
  stdin?: string | Buffer;
  env?: Record<string, string>;
}

const LIMIT_MS = 30_000;

/** The environment a child is given: nothing of this machine's own shop settings. */
export const plainEnv = (more: Record<string, string> = {}): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  LANG: 'en_US.UTF-8',
  ...more,
});

export function sapa(args: readonly string[], { stdin = '', env }: RunOptions = {}): Promise<Ran> {
  const child = spawn(SAPA, args, { env: plainEnv(env), stdio: 'pipe' });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  // A command that is called wrongly ends without reading its input.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      resolve(ran(code, Buffer.concat(out).toString(), Buffer.concat(err).toString()));
    });
  });
}

/** The same command without a process of its own. Not for commands that draw on the terminal. */
export async function called(args: readonly string[], { stdin = '', env }: RunOptions = {}): Promise<Ran> {
  const [name = 'help', ...rest] = args;
  let [stdout, stderr] = ['', ''];
  const code = await runCommand(name, {
    args: rest,
    env: plainEnv(env),
    stdin: Readable.from([Buffer.from(stdin)]) as unknown as NodeJS.ReadStream,
    stdout: process.stdout,
    stderr: process.stderr,
    out: (line) => void (stdout += `${line}\n`),
    say: (line) => void (stderr += `${line}\n`),
  });
  return ran(code, stdout, stderr);
}

function ran(code: number | null, stdout: string, stderr: string): Ran {
  const lines = () => stdout.split('\n').slice(0, -1);
  return { code, stdout, stderr, json: () => lines().map((line) => JSON.parse(line) as unknown) };
}

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const jsonLines = (inputs: readonly unknown[]): string =>
  inputs.map((input) => `${JSON.stringify(input)}\n`).join('');
