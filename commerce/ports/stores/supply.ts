/** Suppliers that are paused, and what buyers are asked to pay on top for a unit. */
import type { Charge, ChargeState, SupplierPause } from '../../fulfilment/supply-model.ts';

export interface SupplyStore {
  /** The row of a provider, whether it is paused now or was. */
  pause(providerId: string): Promise<SupplierPause | null>;
  /** Those paused now. */
  pauses(): Promise<SupplierPause[]>;
  /** Inserts or replaces the provider's row. */
  savePause(row: SupplierPause): Promise<void>;
  /** Compare and set: false when it was not paused. */
  endPause(providerId: string, at: number): Promise<boolean>;

  /** False when the fulfilment has a charge of this round already. */
  insertCharge(charge: Charge): Promise<boolean>;
  charge(id: string): Promise<Charge | null>;
  /** By round. */
  chargesOf(fulfilmentId: string): Promise<Charge[]>;
  chargeOfOrder(orderId: string): Promise<Charge | null>;
  /** Compare and set on state. */
  updateCharge(
    id: string,
    from: ChargeState,
    patch: Partial<Pick<Charge, 'state' | 'orderId' | 'expiresAt'>>,
  ): Promise<boolean>;
}
