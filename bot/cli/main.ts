/** The command line as a process: `./sapa COMMAND [arguments]`. */
import { runCommand } from './run.ts';

// Whoever reads our lines may stop reading (`| head`): that ends the command, it is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
}

process.exitCode = await runCommand(process.argv[2] ?? 'help', {
  args: process.argv.slice(3),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  out: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
});
