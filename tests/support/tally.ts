/** Counts checks of a suite that runs outside vitest, says each failure at once, and closes with "N passed, N failed". */
export interface Tally {
  check(name: string, holds: boolean, detail?: string): void;
  /** Runs a part; what it throws is its failure. */
  part(name: string, work: () => Promise<void>): Promise<void>;
  /** Prints the closing line and sets the exit code. */
  close(): void;
}

export function createTally(suite: string): Tally {
  let passed = 0;
  let failed = 0;
  const check: Tally['check'] = (name, holds, detail = '') => {
    if (holds) passed += 1;
    else {
      failed += 1;
      process.stdout.write(`FAILED ${name}${detail ? `: ${detail}` : ''}\n`);
    }
  };
  return {
    check,
    async part(name, work) {
      try {
        await work();
        check(name, true);
      } catch (error) {
        check(name, false, error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    },
    close() {
      process.stdout.write(`${suite}: ${passed} passed, ${failed} failed\n`);
      process.exitCode = failed === 0 ? 0 : 1;
    },
  };
}
