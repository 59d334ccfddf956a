/** What an owner sees of the suppliers behind one product, in the order they are asked. */

export interface RungView {
  offerId: string;
  supplier: string;
  sku: string;
  /** As this supplier's list named it when it was a product of its own. */
  name: string;
  costIdr: number;
  /** `open` may be bought now. */
  state: 'open' | 'off' | 'supplier_off' | 'paused' | 'cut_off';
  /** Null where a destination has one part, or none. */
  template: string | null;
  /** What the supplier would be sent for the example; null where there is none, or it cannot be written like that. */
  example: string | null;
  /** Came from another product and can go back there. */
  joined: boolean;
}

export interface ProductRungs {
  productId: string;
  code: string;
  name: string;
  rungs: RungView[];
  order: 'cost' | 'fixed';
  /** A destination as a buyer would give it; null where no parts are joined. */
  example: string | null;
}

export interface Candidate {
  productId: string;
  offerId: string;
  code: string;
  rung: RungView;
  /** `unsure`: the names leave it open, a person has to look. */
  likeness: 'same' | 'unsure';
  /** Its cost in percent of the cheapest one there is. */
  costPct: number;
}

/** More suppliers than this behind one product help nobody. */
export const MAX_RUNGS = 5;
