import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'

const db = await createDatabase()

const paths = (session: Session, limit = 200) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ left: { bucket: string; paths: string[] } | null }[]>`
      select app.files_of_removed_clinics(${limit}) as left`
    return row!.left?.paths ?? []
  })

const store = (session: Session, ...names: string[]) =>
  session.asPostgres(async (sql) => {
    for (const name of names)
      await sql`insert into storage.objects (bucket_id, name) values ('whatsapp-media', ${name})`
  })

const remove = (session: Session) =>
  session.asPostgres((sql) => sql`delete from public.tenants where id = ${aurora.id}`)

const remembered = (session: Session) => session.asPostgres((sql) => sql`select id from app.removed_clinics`)

describe('files_of_removed_clinics', () => {
  it('names the objects of a clinic once it is gone, some at a time, and never another’s', () =>
    db.rolledBack(async (session) => {
      const mine = [1, 2, 3].map((n) => `${aurora.id}/2026/11/${n}.png`)
      await store(session, ...mine, `${horizonte.id}/2026/11/1.png`, `${aurora.id}x/1.png`)
      expect(await paths(session)).toEqual([])
      await remove(session)
      expect(await paths(session)).toEqual(mine)
      expect(await paths(session, 2)).toEqual(mine.slice(0, 2))
    }))

  it('names what is left of its patients after what is left of its conversations', () =>
    db.rolledBack(async (session) => {
      const path = `${aurora.id}/patient/file.pdf`
      await session.asPostgres(
        (sql) => sql`insert into storage.objects (bucket_id, name) values ('patient-files', ${path})`,
      )
      await remove(session)
      const [row] = await session.asService((sql) => sql`select app.files_of_removed_clinics() as left`)
      expect(row?.left).toEqual({ bucket: 'patient-files', paths: [path] })
    }))

  it('forgets the clinic when nothing came any more for an hour', () =>
    db.rolledBack(async (session) => {
      await remove(session)
      expect(await paths(session)).toEqual([])
      expect(await remembered(session)).toEqual([{ id: aurora.id }])
      // somebody was storing a file when the clinic went
      await store(session, `${aurora.id}/2026/11/late.png`)
      expect(await paths(session)).toHaveLength(1)
      await session.asPostgres(async (sql) => {
        // as the Storage API says it
        await sql`select set_config('storage.allow_delete_query', 'true', true)`
        await sql`delete from storage.objects where name like ${`${aurora.id}/%`}`
        await sql`update app.removed_clinics set removed_at = now() - interval '2 hours'`
      })
      expect(await paths(session)).toEqual([])
      expect(await remembered(session)).toEqual([])
    }))
})
