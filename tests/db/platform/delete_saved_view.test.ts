import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()
const id = '00000000-0000-4000-8000-00000000f001'

const save = (session: Session, as: Email, shared: boolean) =>
  session.asUser(
    as,
    (sql) => sql`select public.save_view(${aurora.id}, ${id}, 'patients', 'Nome', '{}', ${shared})`,
  )
const remove = (session: Session, as: Email) =>
  session.asUser(as, (sql) => sql`select public.delete_saved_view(${aurora.id}, ${id})`)
const left = async (session: Session) => {
  const [row] = await session.asPostgres((sql) => sql`select count(*)::int as n from public.saved_views`)
  return row?.n as number
}

describe('delete_saved_view', () => {
  it('takes away what is one’s own, once and again', () =>
    db.rolledBack(async (session) => {
      await save(session, 'recepcao@aurora.test', false)
      await remove(session, 'recepcao@aurora.test')
      expect(await left(session)).toBe(0)
      await remove(session, 'recepcao@aurora.test')
    }))

  it('leaves the view of somebody else where it is', () =>
    db.rolledBack(async (session) => {
      await save(session, 'recepcao@aurora.test', false)
      await remove(session, 'dona@aurora.test')
      expect(await left(session)).toBe(1)
    }))

  it('lets leaders alone take away what the clinic shares', () =>
    db.rolledBack(async (session) => {
      await save(session, 'dona@aurora.test', true)
      await expectRefusal(() => remove(session, 'terapeuta@aurora.test'), 'PT403', 'forbidden')
      await remove(session, 'supervisor@aurora.test')
      expect(await left(session)).toBe(0)
    }))

  itIsForMembers(db, (sql) => sql`select public.delete_saved_view(${aurora.id}, ${id})`)
})
