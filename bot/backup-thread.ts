/**
 * A backup in a thread of its own: the engine of a file adds up whole tables without ever letting the event loop go on,
 * and nobody who pays may wait for that. Gives up, leaving nothing, when it is sent any message.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { writeBackup, type BackupOptions } from '../db/backup/write.ts';

const giveUp = new AbortController();
parentPort?.once('message', () => giveUp.abort());

const { keys, ...options } = workerData as BackupOptions;
// A thread is handed bytes, not a Buffer.
const masterKey = Buffer.from(keys.masterKey);
try {
  const made = await writeBackup({ ...options, keys: { ...keys, masterKey }, signal: giveUp.signal });
  parentPort?.postMessage(made, []);
} finally {
  parentPort?.close();
}
