/** How many rooms of a type are free on every one of the nights. */
import type { InventoryNight } from './model.ts';

/** The scarcest night decides; a night without a row cannot be sold. */
export function freeRooms(inventory: readonly InventoryNight[], nightsWanted: number): number {
  if (inventory.length < nightsWanted) return 0;
  return Math.max(0, Math.min(...inventory.map((row) => row.physical - row.outOfOrder - row.sold - row.held)));
}
