import { describe, expect, it } from 'vitest'
import { beginCall, createKey, type ApiKey } from '../support/api-keys.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

describe('list_api_keys', () => {
  it('says which work and which were used, and never a key', () =>
    db.rolledBack(async (session) => {
      const { key } = await createKey(session)
      await createKey(session, { as: 'dona@aurora.test' })
      await beginCall(session, key!)
      await session.asPostgres(
        (sql) =>
          sql`update public.tenant_members set role = 'operator' where user_id = ${people['admin@aurora.test'].id}`,
      )
      const [row] = await session.asUser(
        'dona@aurora.test',
        (sql) => sql<{ value: ApiKey[] }[]>`select public.list_api_keys(${aurora.id}) as value`,
      )
      const states = Object.fromEntries(
        row!.value.map(({ maker, state, last_used_at }) => [maker, [state, last_used_at !== null]]),
      )
      expect(states).toEqual({ 'Ana Admin': ['maker_left', true], 'Dona Aurora': ['active', false] })
      expect(JSON.stringify(row)).not.toContain('zk_live_')
    }))

  itIsForAdmins(db, (sql) => sql`select public.list_api_keys(${aurora.id})`)
})
