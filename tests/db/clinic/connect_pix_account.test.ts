import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { account, checks, connectPix, pendingPix } from '../support/pix.ts'

const db = await createDatabase()

const keys = (session: Parameters<typeof connectPix>[0]) =>
  session.asPostgres(
    (sql) => sql`select account_id from app_private.pix_credentials where tenant_id = ${aurora.id}`,
  )

describe('connect_pix_account', () => {
  it('leaves one account connected, and no key of the others', () =>
    db.rolledBack(async (session) => {
      const other = randomUUID()
      await connectPix(session)
      await connectPix(session, { id: other })
      expect([...(await keys(session))]).toEqual([{ account_id: other }])
      const rows = await session.asPostgres(
        (sql) =>
          sql`select id from app.pix_accounts where tenant_id = ${aurora.id} and disconnected_at is null`,
      )
      expect([...rows]).toEqual([{ id: other }])
    }))

  it('has what waited for a key looked at again', () =>
    db.rolledBack(async (session) => {
      const { pix } = await pendingPix(session)
      await connectPix(session, { id: account })
      expect(await checks(session, pix.id)).toContainEqual({ is_due: true })
    }))

  it('takes ciphertext alone', () =>
    db.rolledBack((session) =>
      expectError(
        session.asUser(
          'admin@aurora.test',
          (sql) =>
            sql`select app.connect_pix_account(${aurora.id}, ${account}, 'sandbox', 'zelo', ${'ab'.repeat(32)}, '{"api_key": "x"}')`,
        ),
        'PT400',
        'credentials_not_encrypted',
      ),
    ))
})

itIsForAdmins(
  db,
  (sql) =>
    sql`select app.connect_pix_account(${aurora.id}, ${account}, 'sandbox', 'zelo', ${'ab'.repeat(32)}, '{}')`,
)
