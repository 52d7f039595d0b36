import { describe, expect, it } from 'vitest'
import { openAgenda, patients } from '../support/agenda.ts'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { rule } from '../support/segments.ts'

const db = await createDatabase()

const ids = (session: Session, query: object, after: string | null = null, limit: number | null = null) =>
  session.asService(async (sql) =>
    (
      await sql<{ id: string }[]>`
          select id from app.segment_ids(${aurora.id}, 'patients', ${sql.json(query as never)}, ${after}, ${limit}) id`
    ).map(({ id }) => id),
  )

describe('segment_ids', () => {
  it('answers by id, page after page, nobody twice', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const all = await ids(session, rule('name', 'is_empty', false))
      expect(all).toEqual([...Object.values(patients)].sort())
      const pages = [await ids(session, rule('name', 'is_empty', false), null, 3)]
      pages.push(await ids(session, rule('name', 'is_empty', false), pages[0]!.at(-1), 3))
      expect(pages.flat()).toEqual(all)
    }))
})

describe('segment_has', () => {
  it('says whether one belongs to it', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const has = (id: string, query: object, tenant: string = aurora.id) =>
        session.asService(async (sql) => {
          const [row] = await sql<{ is_in: boolean }[]>`
            select app.segment_has(${tenant}, 'patients', ${sql.json(query as never)}, ${id}) as is_in`
          return row!.is_in
        })
      expect(await has(patients.ana, rule('name', 'starts', 'ana'))).toBe(true)
      expect(await has(patients.bia, rule('name', 'starts', 'ana'))).toBe(false)
      expect(await has(patients.ana, rule('last_session_at', 'is_empty'))).toBe(true)
      expect(await has(patients.ana, rule('name', 'starts', 'ana'), horizonte.id)).toBe(false)
    }))
})
