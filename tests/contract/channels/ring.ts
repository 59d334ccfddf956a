/** The way in of the real app over a fresh database, for channels that need no HTTP side of ours. */
import { createCommerce } from '../../../commerce/bind.ts';
import type { Core } from '../../../commerce/core.ts';
import { DEFAULT_SETTINGS } from '../../../commerce/settings.ts';
import type { Channel, Inbound } from '../../../bot/channels/channel.ts';
import { createInbound } from '../../../bot/inbound.ts';
import { systemClock } from '../../../bot/runtime.ts';
import { openTestDatabase } from '../../../db/testing.ts';
import { silentLog } from './bench.ts';

export async function openRing() {
  const database = await openTestDatabase();
  const { uow, ids, vault } = database;
  const clock = systemClock;
  const log = silentLog;
  // No use case called here reaches for a provider or a preset.
  const core = { uow, clock, ids, log, vault, settings: DEFAULT_SETTINGS, publicUrl: '' } as unknown as Core;
  const channels = new Map<string, Channel>();
  const inbound: Inbound = createInbound({ commerce: createCommerce(core), channels });
  return { uow, ids, clock, log, inbound, channels, close: () => database.close() };
}
