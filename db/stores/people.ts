/** Persons, identities, roles, claim codes, waiting alerts and web sessions. */
import { sql, type Kysely } from 'kysely';
import type { Person, Role, RoleGrant } from '../../commerce/people/model.ts';
import type { AlertRow, PeopleStore, WebSession } from '../../commerce/ports/stores/people.ts';
import { lockRow } from '../engine/dialect.ts';
import { prepared } from '../engine/prepared.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';
import { changedOne } from './values.ts';
import { insertRow, oneBy, updateBy } from './by-key.ts';

export function createPeopleStore(db: Kysely<Database>, _deps: StoreDeps): PeopleStore {
  return {
    ...personMethods(db),
    ...roleMethods(db),
    ...claimMethods(db),
    ...loginLinkMethods(db),
    ...alertMethods(db),
    ...sessionMethods(db),
  };
}

const personWith = prepared((db, channel: string, externalId: string) =>
  db
    .selectFrom('identities')
    .innerJoin('persons', 'persons.id', 'identities.person_id')
    .selectAll('persons')
    .where('identities.channel', '=', channel as never)
    .where('identities.external_id', '=', externalId),
);

function personMethods(
  db: Kysely<Database>,
): Pick<PeopleStore, 'lock' | 'insert' | 'get' | 'rename' | 'named' | 'byIdentity' | 'addIdentity'> {
  return {
    lock: (personId) => lockRow(db, 'persons', personId),
    async insert(person) {
      await insertRow(db, 'persons', toRow(person));
    },
    async get(id) {
      const row = await oneBy(db, 'persons', { id });
      return row ? fromRow<Person>(row) : null;
    },
    async rename(id, name) {
      await updateBy(db, 'persons', { id }, { name });
    },
    async named(words, limit) {
      const pattern = `%${words.toLowerCase().replaceAll(/[%_\\]/g, '\\$&')}%`;
      const rows = await db
        .selectFrom('persons')
        .selectAll()
        .where(sql<boolean>`lower(name) like ${pattern} escape '\\'`)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => fromRow<Person>(row));
    },
    async byIdentity(channel, externalId) {
      const row = await personWith.first(db, channel, externalId);
      return row ? fromRow<Person>(row) : null;
    },
    async addIdentity({ channel, externalId, personId, at }) {
      const row = { channel, external_id: externalId, person_id: personId, added_at: at };
      return insertRow(db, 'identities', row, ['channel', 'external_id']);
    },
  };
}

const rolesOf = prepared((db, personId: string) =>
  db
    .selectFrom('role_grants')
    .selectAll()
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .orderBy('role')
    .orderBy('scope'),
);

const endedOf = prepared((db, personId: string) =>
  db
    .selectFrom('role_grants')
    .select('role')
    .where('person_id', '=', personId)
    .groupBy('role')
    .having((eb) => eb.fn.max(eb.case().when('revoked_at', 'is', null).then(1).else(0).end()), '=', 0)
    .orderBy('role'),
);

const holdersOf = prepared((db, role: Role) =>
  db
    .selectFrom('role_grants')
    .select(['person_id', 'scope'])
    .where('role', '=', role)
    .where('revoked_at', 'is', null)
    .orderBy('granted_at')
    .orderBy('person_id'),
);

function roleMethods(db: Kysely<Database>): Pick<PeopleStore, 'grant' | 'roles' | 'revokedRoles' | 'withRole'> {
  return {
    /** One row per (person, role, scope): granting again renews it, granting with `revokedAt` ends it. */
    async grant(grant) {
      const changing = { granted_at: grant.grantedAt, revoked_at: grant.revokedAt };
      await db
        .insertInto('role_grants')
        .values({ person_id: grant.personId, role: grant.role, scope: grant.scope, ...changing })
        .onConflict((c) => c.columns(['person_id', 'role', 'scope']).doUpdateSet(changing))
        .execute();
    },
    async roles(personId) {
      const rows = await rolesOf.all(db, personId);
      return rows.map((row) => fromRow<RoleGrant>(row));
    },
    revokedRoles: async (personId) => (await endedOf.all(db, personId)).map(({ role }) => role),
    async withRole(role) {
      const rows = await holdersOf.all(db, role);
      return rows.map((row) => ({ personId: row.person_id, scope: row.scope }));
    },
  };
}

function claimMethods(db: Kysely<Database>): Pick<PeopleStore, 'saveClaimCode' | 'useClaimCode'> {
  return {
    async saveClaimCode({ fingerprint, expiresAt, createdAt }) {
      // An unclaimed shop renews its code for ever; those that ran out unused are of no interest to anybody.
      await db.deleteFrom('claim_codes').where('used_at', 'is', null).where('expires_at', '<=', createdAt).execute();
      await db
        .insertInto('claim_codes')
        .values({ fingerprint, expires_at: expiresAt, created_at: createdAt, used_at: null, used_by: null })
        .execute();
    },
    async useClaimCode(fingerprint, personId, now) {
      const result = await db
        .updateTable('claim_codes')
        .set({ used_at: now, used_by: personId })
        .where('fingerprint', '=', fingerprint)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return changedOne(result);
    },
  };
}

function loginLinkMethods(
  db: Kysely<Database>,
): Pick<PeopleStore, 'saveLoginLink' | 'forgetLoginLinks' | 'useLoginLink'> {
  return {
    async saveLoginLink(link, now) {
      await db
        .deleteFrom('login_links')
        .where((eb) => eb.or([eb('person_id', '=', link.personId), eb('expires_at', '<=', now)]))
        .execute();
      await insertRow(db, 'login_links', toRow(link));
    },
    async forgetLoginLinks(personId) {
      await db.deleteFrom('login_links').where('person_id', '=', personId).execute();
    },
    async useLoginLink(fingerprint, now) {
      const row = await db
        .deleteFrom('login_links')
        .where('fingerprint', '=', fingerprint)
        .where('expires_at', '>', now)
        .returning('person_id')
        .executeTakeFirst();
      return row?.person_id ?? null;
    },
  };
}

function alertMethods(
  db: Kysely<Database>,
): Pick<PeopleStore, 'addAlert' | 'alertKeys' | 'waitingAlerts' | 'markAlertDelivered'> {
  return {
    async addAlert(alert) {
      return insertRow(db, 'alerts', toRow(alert), ['dedupe_key']);
    },
    async alertKeys(prefix, since, limit) {
      const rows = await db
        .selectFrom('alerts')
        .select('dedupe_key')
        .where('dedupe_key', 'like', `${prefix}%`)
        .where('created_at', '>=', since)
        .limit(limit)
        .execute();
      return rows.map((row) => row.dedupe_key);
    },
    async waitingAlerts(limit) {
      const rows = await db
        .selectFrom('alerts')
        .selectAll()
        .where('delivered_at', 'is', null)
        .orderBy('created_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => fromRow<AlertRow>(row));
    },
    async markAlertDelivered(id, at) {
      const result = await db
        .updateTable('alerts')
        .set({ delivered_at: at })
        .where('id', '=', id)
        .where('delivered_at', 'is', null)
        .executeTakeFirst();
      return changedOne(result);
    },
  };
}

function sessionMethods(
  db: Kysely<Database>,
): Pick<PeopleStore, 'insertWebSession' | 'webSession' | 'touchWebSession'> {
  return {
    async insertWebSession(session) {
      await insertRow(db, 'web_sessions', toRow(session));
    },
    async webSession(tokenFingerprint) {
      const row = await oneBy(db, 'web_sessions', { token_fingerprint: tokenFingerprint });
      return row ? fromRow<WebSession>(row) : null;
    },
    async touchWebSession(id, at) {
      await db.updateTable('web_sessions').set({ last_seen_at: at }).where('id', '=', id).execute();
    },
  };
}
