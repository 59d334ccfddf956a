/**
 * Leases that one process of many may hold by name, such as fetching messages from a vendor who serves only one asker.
 * The fence only grows with every new holder: whoever carries an older one has lost the lease, however late it notices.
 */
export interface LeaseStore {
  /** Takes a free lease (never taken, given back or run out). The new fence, or null when somebody else holds it. */
  take(name: string, owner: string, now: number, until: number): Promise<number | null>;
  /** Makes a held lease longer; false when a newer holder has it or it was given back. */
  extend(name: string, fence: number, until: number): Promise<boolean>;
  /** True while `fence` is the newest and not given back; for the transaction whose write depends on it. */
  holds(name: string, fence: number): Promise<boolean>;
  /** Gives the lease back; nothing happens when it was lost meanwhile. */
  release(name: string, fence: number): Promise<void>;
  /** Frees what a dead process left leased. Only for a process that knows it is alone on the database. */
  releaseAbandoned(): Promise<void>;
}
