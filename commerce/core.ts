/** What every use case is given first. Built once in bot/compose.ts; a test builds the same with its own clock. */
import type { PinHasher } from './ports/pin.ts';
import type { ProviderRegistry, PresetCatalogue } from './ports/registry.ts';
import type { Clock, Ids, Log } from './ports/runtime.ts';
import type { Sheets } from './ports/sheets.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import type { Vault } from './ports/vault.ts';
import type { Settings } from './settings.ts';

export interface Core {
  uow: UnitOfWork;
  clock: Clock;
  ids: Ids;
  log: Log;
  vault: Vault;
  pins: PinHasher;
  registry: ProviderRegistry;
  presets: PresetCatalogue;
  sheets: Sheets;
  settings: Settings;
  /** "http://127.0.0.1:8080" without a trailing slash; where links in messages lead. */
  publicUrl: string;
}
