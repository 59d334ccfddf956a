/**
 * A person is one human whatever channel they write from; identities tie channel accounts to them. A persona is the
 * practice stand-in a visitor plays ("reseller", "owner"): it holds practice roles only and is never the real owner.
 */
export type Role = 'owner' | 'manager' | 'front_desk' | 'finance' | 'support' | 'reseller';

export interface Person {
  id: string;
  name: string | null;
  kind: 'person' | 'persona';
  createdAt: number;
}

export interface RoleGrant {
  personId: string;
  role: Role;
  /** `practice` grants count only while the shop is in practice mode. */
  scope: 'all' | 'practice';
  grantedAt: number;
  revokedAt: number | null;
}

/** A link that opens the owner's pages once, given out in their own chat. */
export interface LoginLink {
  fingerprint: string;
  personId: string;
  expiresAt: number;
}

/** Who asks for something. Built from the chat or the command line, never from what a message claims. */
export interface Actor {
  personId: string | null;
  chatId: string | null;
  roles: readonly Role[];
  /** Whose prices are shown; left out = by role. */
  tier?: string;
  via: 'chat' | 'cli' | 'job' | 'web';
  environment: 'practice' | 'sandbox' | 'live';
  lang: 'id' | 'en';
}
