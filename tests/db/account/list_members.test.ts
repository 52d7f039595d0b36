import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('list_members', () => {
  it('shows any member the whole team by name, disabled people too, and nobody else', () =>
    db.rolledBack(async (session) => {
      const rows = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select email, role, status from public.list_members(${aurora.id})`,
      )
      expect(rows).toEqual([
        { email: 'admin@aurora.test', role: 'admin', status: 'active' },
        { email: 'desligado@aurora.test', role: 'admin', status: 'disabled' },
        { email: 'dona@aurora.test', role: 'owner', status: 'active' },
        { email: 'terapeuta@aurora.test', role: 'therapist', status: 'active' },
        { email: 'recepcao@aurora.test', role: 'operator', status: 'active' },
        { email: 'supervisor@aurora.test', role: 'supervisor', status: 'active' },
      ])
    }))

  itIsForMembers(db, (sql) => sql`select * from public.list_members(${aurora.id})`)
})
