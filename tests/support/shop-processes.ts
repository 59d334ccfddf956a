/**
 * A whole shop as the processes it consists of: one on a file, or one for the web, one that answers chats and two that
 * work off jobs over Postgres and Redis. Everything else about it is the same, so suites need not know which it is.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../bot/roles.ts';
import { appProcess, freePort, type AppProcess } from './app-process.ts';
import type { SandboxControl } from './sandbox-control.ts';
import { startServices, type Services, type StackName } from './services.ts';
import type { Place } from './shop-data.ts';

export interface Member {
  /** `worker-2`. */
  name: string;
  role: Role;
  process: AppProcess;
}

export interface ShopProcesses {
  stack: StackName;
  services: Services;
  /** The root of the program that runs. */
  program: string;
  /** Of the web chat. */
  url: string;
  place: Place;
  sandbox: SandboxControl;
  /** The first serves the web. Of several that do, the practice vendors go with the one that was started first. */
  members: readonly [Member, ...Member[]];
  /** Starts whatever does not run, all at once; how long each took until it served. */
  start(extra?: Record<string, string>): Promise<{ member: Member; ms: number }[]>;
  /** SIGTERM to all at once. */
  stop(): Promise<{ ms: number; code: number | null }[]>;
  kill(): Promise<void>;
  /** Kills what runs and removes the data. */
  discard(): Promise<void>;
  said(): string;
}

export interface ShopOptions {
  stack: StackName;
  env?: Record<string, string>;
  /** On Postgres only; a file has one process that does everything. */
  roles?: readonly [Role, ...Role[]];
  /** The root of another copy of the program. */
  program?: string;
}

const ROOT = join(import.meta.dirname, '..', '..');
const SHARED_OUT = ['web', 'bot', 'worker', 'worker'] as const;

export async function shopProcesses({
  stack,
  env = {},
  roles = SHARED_OUT,
  program = ROOT,
}: ShopOptions): Promise<ShopProcesses> {
  const services = await startServices(stack);
  const root = mkdtempSync(join(tmpdir(), 'sapa-shop-'));
  const port = String(await freePort());
  const common = { ...env, ...services.env, PUBLIC_URL: `http://127.0.0.1:${port}` };
  const member = async (role: Role, index: number): Promise<Member> => {
    const own = { ...common, SAPA_ROLE: role, ...(index === 0 ? { PORT: port } : {}) };
    return { name: `${role}-${index}`, role, process: await appProcess(own, root, program) };
  };
  const [one, ...more] = stack === 'sqlite' ? (['all'] as const) : roles;
  const first = await member(one, 0);
  const others = await Promise.all(more.map((role, index) => member(role, index + 1)));
  const members: ShopProcesses['members'] = [first, ...others];
  const all = <T>(work: (one: AppProcess) => Promise<T>) => Promise.all(members.map(({ process }) => work(process)));
  const kill = async () => void (await all((one) => one.kill()));
  return {
    stack,
    services,
    program,
    url: first.process.url,
    place: { folder: first.process.folder, databaseUrl: services.env['DATABASE_URL'] },
    sandbox: first.process.sandbox,
    members,
    start: (extra = {}) =>
      Promise.all(
        members
          .filter(({ process }) => !process.running())
          .map(async (member) => ({ member, ms: await member.process.start(extra) })),
      ),
    stop: () => all((one) => one.stop()),
    kill,
    async discard() {
      await kill();
      await services.close();
      rmSync(root, { recursive: true, force: true });
    },
    said: () => members.map(({ name, process }) => `${name}:\n${process.said()}`).join('\n'),
  };
}
