/** Persons, identities, roles, claim codes, login links, waiting alerts and web sessions. */
import type { PeopleStore } from '../../../commerce/ports/stores/people.ts';
import { joined, type AllRows } from '../tables.ts';
import { by, orNull, type MakeStore } from './support.ts';

export const createPeopleStore: MakeStore<PeopleStore> = (rows) => ({
  ...personMethods(rows),
  ...keyMethods(rows),
  ...alertMethods(rows),
});

function personMethods({
  persons,
  identities,
  grants,
}: AllRows): Pick<
  PeopleStore,
  | 'lock'
  | 'insert'
  | 'get'
  | 'rename'
  | 'named'
  | 'byIdentity'
  | 'addIdentity'
  | 'grant'
  | 'roles'
  | 'revokedRoles'
  | 'withRole'
> {
  return {
    // Writers queue anyway.
    lock: async () => {},
    async insert(person) {
      persons.insert(person);
    },
    get: async (id) => orNull(persons.get(id)),
    async rename(id, name) {
      persons.update(id, { name });
    },
    named: async (words, limit) =>
      persons
        .all()
        .filter(({ name }) => name?.toLowerCase().includes(words.toLowerCase()))
        .sort(by((person) => person.id))
        .slice(0, limit),
    async byIdentity(channel, externalId) {
      const identity = identities.get(joined(channel, externalId));
      return identity ? orNull(persons.get(identity.personId)) : null;
    },
    addIdentity: async ({ channel, externalId, personId }) =>
      identities.insertUnless({ channel, externalId, personId }),
    async grant(grant) {
      const { grantedAt, revokedAt } = grant;
      const isKnown = grants.update(joined(grant.personId, grant.role, grant.scope), { grantedAt, revokedAt });
      if (!isKnown) grants.insert(grant);
    },
    roles: async (personId) =>
      grants.group('person', personId).sort(
        by(
          (grant) => grant.role,
          (grant) => grant.scope,
        ),
      ),
    async revokedRoles(personId) {
      const all = grants.all().filter((grant) => grant.personId === personId);
      const held = new Set(all.filter(({ revokedAt }) => revokedAt === null).map(({ role }) => role));
      return [...new Set(all.map(({ role }) => role))].filter((role) => !held.has(role)).toSorted();
    },
    withRole: async (role) =>
      grants
        .group('role', role)
        .sort(
          by(
            (grant) => grant.grantedAt,
            (grant) => grant.personId,
          ),
        )
        .map(({ personId, scope }) => ({ personId, scope })),
  };
}

function keyMethods({
  claimCodes,
  loginLinks,
  webSessions,
}: AllRows): Pick<
  PeopleStore,
  | 'saveClaimCode'
  | 'useClaimCode'
  | 'saveLoginLink'
  | 'forgetLoginLinks'
  | 'useLoginLink'
  | 'insertWebSession'
  | 'webSession'
  | 'touchWebSession'
> {
  return {
    async saveClaimCode(row) {
      for (const old of claimCodes.all())
        if (old.usedAt === null && old.expiresAt <= row.createdAt) claimCodes.remove(old.fingerprint);
      claimCodes.insert({ ...row, usedAt: null });
    },
    async useClaimCode(fingerprint, _personId, now) {
      const code = claimCodes.get(fingerprint);
      return code?.usedAt === null && code.expiresAt > now && claimCodes.update(fingerprint, { usedAt: now });
    },
    async saveLoginLink(link, now) {
      for (const old of loginLinks.all())
        if (old.personId === link.personId || old.expiresAt <= now) loginLinks.remove(old.fingerprint);
      loginLinks.insert(link);
    },
    async forgetLoginLinks(personId) {
      for (const link of loginLinks.all()) if (link.personId === personId) loginLinks.remove(link.fingerprint);
    },
    async useLoginLink(fingerprint, now) {
      const link = loginLinks.get(fingerprint);
      if (!link || link.expiresAt <= now) return null;
      loginLinks.remove(fingerprint);
      return link.personId;
    },
    async insertWebSession(session) {
      webSessions.insert(session);
    },
    webSession: async (tokenFingerprint) => orNull(webSessions.by('token', tokenFingerprint)),
    async touchWebSession(id, at) {
      webSessions.update(id, { lastSeenAt: at });
    },
  };
}

function alertMethods({
  alerts,
}: AllRows): Pick<PeopleStore, 'addAlert' | 'alertKeys' | 'waitingAlerts' | 'markAlertDelivered'> {
  return {
    addAlert: async (alert) => alerts.insertUnless(alert),
    alertKeys: async (prefix, since, limit) =>
      alerts
        .all()
        .filter((alert) => alert.dedupeKey.startsWith(prefix) && alert.createdAt >= since)
        .slice(0, limit)
        .map((alert) => alert.dedupeKey),
    waitingAlerts: async (limit) => alerts.queue('waiting', 'all', limit),
    async markAlertDelivered(id, at) {
      return alerts.get(id)?.deliveredAt === null && alerts.update(id, { deliveredAt: at });
    },
  };
}
