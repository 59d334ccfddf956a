/**
 * Encryption at rest. Two kinds of key: the master key seals provider credentials directly; data keys (one per purpose
 * and month, themselves wrapped by the master key) seal everything chats and webhooks carry in secret. `context` is
 * bound as associated data: a sealed value copied to another row does not open.
 */
export type SealPurpose =
  | 'inbox'
  | 'outgoing'
  | 'webhook'
  | 'stock_code'
  | 'serial'
  | 'door_pin'
  | 'order_token'
  | 'file'
  | 'refund_destination'
  | 'payment';

export interface Vault {
  /** Seals text for a purpose; `context` names the row ("stock_codes:ID"). Result is printable ASCII. */
  seal(purpose: SealPurpose, context: string, plain: string): string;
  /** Opens what `seal` made with the same purpose and context. Throws when it was altered or moved. */
  open(purpose: SealPurpose, context: string, sealed: string): string;
  /** The same for bytes. */
  sealBytes(purpose: SealPurpose, context: string, plain: Uint8Array): string;
  openBytes(purpose: SealPurpose, context: string, sealed: string): Uint8Array;
  sealCredentials(providerId: string, plain: string): string;
  openCredentials(providerId: string, sealed: string): string;
  /** Keyed one-way fingerprint, to find equal secrets (double stock codes, session tokens) without opening them. */
  fingerprint(purpose: string, plain: string): string;
}
