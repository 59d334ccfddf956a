/** When everything was last safe elsewhere. Only a shop with real money has to hear that it never was. */
import { LAST_BACKUP, type LastBackup } from '../../../db/backup/last.ts';
import { instant } from '../format.ts';
import type { Shop } from '../shop.ts';
import { fine, todo, type Finding } from './finding.ts';

const OLD_MS = 2 * 24 * 60 * 60_000;
const DAILY = 'set SAPA_BACKUP_DIR for one a day, and keep copies on another machine';

export async function backupFinding({ core, commerce, config }: Shop): Promise<Finding> {
  const { environment } = await commerce.mode();
  const last = await lastBackup(core.uow.read.admin.settings);
  if (last === null) {
    return environment === 'live'
      ? todo('backup', 'there has never been one, and this shop has real money', `./sapa backup; ${DAILY}`)
      : fine('backup', 'none yet; nothing here is worth one');
  }
  const words = `last one ${instant(last.at)}, ${last.file}`;
  const isOld = core.clock.now() - last.at > OLD_MS;
  if (isOld && environment === 'live') return todo('backup', `${words}: that is old`, `./sapa backup; ${DAILY}`);
  return fine('backup', config.backupFolder === null ? words : `${words}; daily into ${config.backupFolder}`);
}

async function lastBackup(settings: { get(key: string): Promise<string | null> }): Promise<LastBackup | null> {
  const text = await settings.get(LAST_BACKUP);
  return text === null ? null : (JSON.parse(text) as LastBackup);
}
