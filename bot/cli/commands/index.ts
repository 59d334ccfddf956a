/** Every command of `./sapa`, in the order the help shows them. */
import type { Command } from '../command.ts';
import { backup } from './backup.ts';
import { chat } from './chat.ts';
import { dbMove } from './db-move.ts';
import { destinationCheck } from './destination-check.ts';
import { doctor } from './doctor.ts';
import { jobsRetry } from './jobs-retry.ts';
import { jobs } from './jobs.ts';
import { ledgerVerify } from './ledger-verify.ts';
import { lockMap } from './lock-map.ts';
import { ordersShow } from './orders-show.ts';
import { ownerCode } from './owner-code.ts';
import { paymentResolve } from './payment-resolve.ts';
import { priceSet } from './price-set.ts';
import { productAdd } from './product-add.ts';
import { productHealth } from './product-health.ts';
import { productPause, productSell } from './product-pause.ts';
import { providerAdd } from './provider-add.ts';
import { providerList } from './provider-list.ts';
import { providerRotateKeys } from './provider-rotate-keys.ts';
import { providerTest } from './provider-test.ts';
import { qrisInspect } from './qris-inspect.ts';
import { queue } from './queue.ts';
import { resellerList } from './reseller-list.ts';
import { resellerSet } from './reseller-set.ts';
import { restore } from './restore.ts';
import { roomSet } from './room-set.ts';
import { staffList } from './staff-list.ts';
import { staffPinReset } from './staff-pin-reset.ts';
import { start } from './start.ts';
import { stayCancel } from './stay-cancel.ts';
import { stockImport } from './stock-import.ts';
import { supplierBalance } from './supplier-balance.ts';
import { supplierInspect } from './supplier-inspect.ts';
import { supplierPrices } from './supplier-prices.ts';
import { supplierSync } from './supplier-sync.ts';
import { supplierWatch } from './supplier-watch.ts';
import { webhookInspect } from './webhook-inspect.ts';
import { webhookReplay } from './webhook-replay.ts';

export const commands: readonly Command[] = [
  start,
  chat,
  ownerCode,
  doctor,
  backup,
  restore,
  dbMove,
  providerAdd,
  providerTest,
  providerList,
  providerRotateKeys,
  productAdd,
  priceSet,
  stockImport,
  roomSet,
  lockMap,
  supplierSync,
  supplierPrices,
  supplierBalance,
  supplierWatch,
  productHealth,
  productPause,
  productSell,
  queue,
  paymentResolve,
  stayCancel,
  resellerList,
  resellerSet,
  staffList,
  staffPinReset,
  ordersShow,
  jobs,
  jobsRetry,
  webhookReplay,
  ledgerVerify,
  webhookInspect,
  supplierInspect,
  qrisInspect,
  destinationCheck,
];
