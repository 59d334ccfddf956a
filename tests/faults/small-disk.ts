/**
 * A place that can be full. As root a small file system of its own, which gives the true "no space left"; otherwise a
 * limit on the size of the app's files, which gives another error at the same calls.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  folder: string;
  kind: 'file system' | 'file size limit';
  /** Leaves so many bytes; `pid` is whose writes are to fail. */
  fill(pid: number, leaveBytes?: number): void;
  free(pid: number): void;
  remove(): void;
}

const SIZE_MIB = 48;
/** Larger than the database is by then, smaller than what is to be written. */
const LIMIT_BYTES = 256 * 1024;

export function smallDisk(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MIB}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return limited(folder);
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    kind: 'file system',
    fill(_pid, leaveBytes = 0) {
      fillUp(ensured(ballast));
      truncateSync(ballast, Math.max(0, statSync(ballast).size - leaveBytes));
    },
    free: () => truncateSync(ensured(ballast), 0),
    remove() {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Others write meanwhile: what is left cannot be asked for, only taken. */
function fillUp(file: string): void {
  for (let bytes = 1024 * 1024; bytes >= 1024;) {
    try {
      appendFileSync(file, Buffer.alloc(bytes));
    } catch {
      bytes /= 2;
    }
  }
}

function ensured(file: string): string {
  writeFileSync(file, '', { flag: 'a' });
  return file;
}

function limited(folder: string): SmallDisk {
  const limit = (pid: number, bytes: string) =>
    execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
  return {
    folder,
    kind: 'file size limit',
    fill: (pid, leaveBytes = 0) => limit(pid, String(LIMIT_BYTES + leaveBytes)),
    free: (pid) => limit(pid, 'unlimited'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
