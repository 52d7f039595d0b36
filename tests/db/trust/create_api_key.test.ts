import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createKey } from '../support/api-keys.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

describe('create_api_key', () => {
  it('shows the key once and keeps no more than its hash', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      const made = await createKey(session, { id, scopes: ['sessions:read', 'patients:read'] })
      expect(made).toMatchObject({
        id,
        state: 'active',
        maker: 'Ana Admin',
        scopes: ['patients:read', 'sessions:read'],
        key: expect.stringMatching(/^zk_live_[0-9a-f]{48}$/),
      })
      expect(made.key!.endsWith(made.hint)).toBe(true)
      expect(await createKey(session, { id })).not.toHaveProperty('key')
      const [found] = await session.asPostgres(
        (sql) =>
          sql`select count(*)::int as n from app.api_key_routes where key_hash = sha256(${made.key!}::text::bytea)`,
      )
      expect(found).toEqual({ n: 1 })
      const audit = await session.asPostgres(
        (sql) => sql`select action from public.audit_logs where entity = 'api_key'`,
      )
      expect([...audit]).toEqual([{ action: 'api_key.created' }])
    }))

  it.each([
    [{ scopes: [] }, 'invalid_api_scopes'],
    [{ scopes: ['patients:read', 'everything:write'] }, 'invalid_api_scopes'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 'invalid_date'],
    [{ id: null }, 'missing_client_id'],
  ])('refuses %j', (form, code) =>
    db.rolledBack((session) => expectRefusal(() => createKey(session, form), 'PT400', code)),
  )

  it('keeps fifty that work', () =>
    db.rolledBack(async (session) => {
      for (let n = 0; n < 50; n += 1) await createKey(session)
      await expectRefusal(() => createKey(session), 'PT409', 'too_many_api_keys')
    }))

  itIsForAdmins(
    db,
    (sql) => sql`select public.create_api_key(${aurora.id}, ${randomUUID()}, 'Nova', '{patients:read}')`,
  )
})
