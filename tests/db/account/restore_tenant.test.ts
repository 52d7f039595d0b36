import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('restore_tenant', () => {
  it('takes a cancellation back, and is nothing without one', () =>
    db.rolledBack(async (session) => {
      for (let times = 0; times < 2; times += 1) {
        await session.asUser(
          'dona@aurora.test',
          (sql) => sql`select public.cancel_tenant(${aurora.id}, ${aurora.name})`,
        )
        for (let again = 0; again < 2; again += 1)
          await session.asUser('dona@aurora.test', (sql) => sql`select public.restore_tenant(${aurora.id})`)
      }
      expect([
        ...(await session.asPostgres((sql) => sql`select 1 from public.tenant_cancellations`)),
      ]).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select public.restore_tenant(${aurora.id})`)
})
