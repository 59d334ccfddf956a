/** Persons, their identities on channels, roles, claim codes, owner alerts that wait for an owner, web sessions. */
import type { LoginLink, Person, Role, RoleGrant } from '../../people/model.ts';
import type { Environment } from '../../environment.ts';

export interface AlertRow {
  id: string;
  environment: Environment;
  /** One alert per cause. */
  dedupeKey: string;
  /** JSON of Screen. */
  screen: string;
  createdAt: number;
  deliveredAt: number | null;
}

export interface WebSession {
  id: string;
  tokenFingerprint: string;
  chatId: string;
  createdAt: number;
  lastSeenAt: number;
}

export interface PeopleStore {
  /** For limits per person: until the transaction ends nobody else decides about this person. Like orders.lock. */
  lock(personId: string): Promise<void>;
  insert(person: Person): Promise<void>;
  get(id: string): Promise<Person | null>;
  rename(id: string, name: string): Promise<void>;
  /** Persons whose name contains these words, whatever their case. */
  named(words: string, limit: number): Promise<Person[]>;
  byIdentity(channel: string, externalId: string): Promise<Person | null>;
  /** False when the identity belongs to somebody already. */
  addIdentity(identity: { channel: string; externalId: string; personId: string; at: number }): Promise<boolean>;
  grant(grant: RoleGrant): Promise<void>;
  /** Grants that are not revoked. */
  roles(personId: string): Promise<RoleGrant[]>;
  /** Roles the person once had and has not now, in any scope. */
  revokedRoles(personId: string): Promise<Role[]>;
  /** Persons holding a role (not revoked). */
  withRole(role: Role): Promise<{ personId: string; scope: RoleGrant['scope'] }[]>;

  saveClaimCode(row: { fingerprint: string; expiresAt: number; createdAt: number }): Promise<void>;
  /** Uses a code that is neither used nor expired; false otherwise. */
  useClaimCode(fingerprint: string, personId: string, now: number): Promise<boolean>;
  /** Also forgets the person's earlier links, and every one that ran out. */
  saveLoginLink(link: LoginLink, now: number): Promise<void>;
  /** The person's links open nothing any more. */
  forgetLoginLinks(personId: string): Promise<void>;
  /** Whose link it was, once; null when it is unknown, used or ran out. */
  useLoginLink(fingerprint: string, now: number): Promise<string | null>;

  /** False when the cause was reported already. */
  addAlert(alert: AlertRow): Promise<boolean>;
  /** Dedupe keys that begin so, of alerts left since an instant; at most `limit`. Looks at every alert: not for often. */
  alertKeys(prefix: string, since: number, limit: number): Promise<string[]>;
  waitingAlerts(limit: number): Promise<AlertRow[]>;
  markAlertDelivered(id: string, at: number): Promise<boolean>;

  insertWebSession(session: WebSession): Promise<void>;
  webSession(tokenFingerprint: string): Promise<WebSession | null>;
  touchWebSession(id: string, at: number): Promise<void>;
}
