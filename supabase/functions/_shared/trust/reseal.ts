import type { Database } from '../platform/db.ts'
import type { Log } from '../platform/log.ts'
import type { SecretBox, Sealed } from '../platform/secrets.ts'

/** A secret under a key that is no longer the one for new secrets. */
export interface SealedRow {
  tenant_id: string
  owner_id: string
  sealed: Sealed
}

/** Where sealed secrets are. */
export interface SealedStores {
  stores(): Promise<string[]>
  /** Those of a store that another key sealed, from behind an owner on. */
  list(keyId: string, store: string, after: SealedRow | undefined): Promise<SealedRow[]>
  /** Puts a secret under the new key; false when it was changed in the meantime. */
  replace(store: string, row: SealedRow, sealed: Sealed): Promise<boolean>
}

/** The RPCs of sealed secrets over one connection pool. */
export function createSealedStores({ service }: Pick<Database, 'service'>, page = 100): SealedStores {
  return {
    stores: () =>
      service(
        (sql) =>
          sql`select coalesce(jsonb_agg(s.name order by s.name), '[]') as value from app.sealed_stores s`,
      ),
    list: (keyId, store, after) =>
      service(
        (sql) =>
          sql`select app.list_sealed(${keyId}, ${store}, ${after?.tenant_id ?? null}, ${after?.owner_id ?? null}, ${page}) as value`,
      ),
    replace: (store, { tenant_id: tenantId, owner_id: ownerId, sealed: old }, sealed) =>
      service(
        (sql) =>
          sql`select app.replace_sealed(${store}, ${tenantId}, ${ownerId}, ${sql.json(old as never)}, ${sql.json(sealed as never)}) as value`,
      ),
  }
}

/** What came of a walk through all secrets. */
export interface ResealReport {
  resealed: number
  /** No key that is configured opens them: their channel has to be connected again. */
  unreadable: number
}

/** Puts every secret that an older key sealed under the present one. */
export type Reseal = () => Promise<ResealReport>

interface ResealDeps {
  sealed: SealedStores
  secrets: SecretBox
  keyId: string
  log: Pick<Log, 'error'>
}

/**
 * Each secret is opened, sealed and replaced by itself, and the old key opens it until then: wherever the walk ends,
 * everything can be read, and the next one goes on with what is left.
 */
export function createReseal({ sealed, secrets, keyId, log }: ResealDeps): Reseal {
  return async () => {
    const report = { resealed: 0, unreadable: 0 }
    for (const store of await sealed.stores()) {
      let rows = await sealed.list(keyId, store, undefined)
      while (rows.length > 0) {
        for (const row of rows) {
          const owner = { tenantId: row.tenant_id, channelId: row.owner_id }
          const value = await secrets.open(row.sealed, owner).catch(() => undefined)
          if (value === undefined) {
            report.unreadable += 1
            log.error('a secret cannot be opened', {
              store,
              tenant: row.tenant_id,
              owner: row.owner_id,
              key: row.sealed.kid,
            })
          } else if (await sealed.replace(store, row, await secrets.seal(value, owner))) report.resealed += 1
        }
        rows = await sealed.list(keyId, store, rows.at(-1))
      }
    }
    return report
  }
}
