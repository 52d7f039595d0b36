import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import {
  advance,
  erase,
  erasureOf,
  finish,
  personName,
  plantPerson,
  tablesWith,
  token,
} from '../support/erasures.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { getPatient, patientId, savePatient } from '../support/patients.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()

/** What the worker does afterwards: objects go, with the rows that name them. */
const removeFiles = (session: Parameters<typeof erase>[0]) =>
  session.asService(async (sql) => {
    await sql`update app.media_files set expires_at = now() - interval '1 second' where expires_at is not null`
    await sql`select app.prune_expired()`
    await sql`delete from app.media_files where state = 'doomed'`
  })

describe('erase_person', () => {
  itIsForAdmins(
    db,
    (sql) => sql`select public.erase_person(${aurora.id}, ${patientId}, ${personName})`,
    (session) => savePatient(session, { patient: { full_name: personName } }),
  )

  it('leaves the person only where the certificate says', () =>
    db.rolledBack(async (session) => {
      await plantPerson(session)
      const before = await tablesWith(session, token)
      const { id } = await erase(session)
      await finish(session, id)
      await removeFiles(session)
      const { state, report, sha256 } = await erasureOf(session, id)
      expect(state).toBe('done')
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(JSON.stringify(report)).not.toContain(token)

      const after = await tablesWith(session, token)
      const kept = new Set(report!.kept.map(({ table }) => table))
      const allowed = new Set([...kept, 'app.retained_identities'])
      expect(Object.keys(after).filter((table) => !allowed.has(table))).toEqual([])
      const said = await session.asPostgres(
        (sql) =>
          sql`select action, entity, l::text from public.audit_logs l where strpos(lower(l::text), ${token.toLowerCase()}) > 0`,
      )
      expect(said).toEqual([])
      expect(report!.identity).toMatchObject({ rules: ['fiscal', 'record'] })
      // and it was everywhere before
      expect(Object.keys(before).length).toBeGreaterThan(20)
      for (const table of [
        'public.conversation_messages',
        'app.webhook_events',
        'public.conversation_notes',
        'app.search_entries',
      ])
        expect(before).toHaveProperty([table])
    }))

  it('says by which law and until when it keeps', () =>
    db.rolledBack(async (session) => {
      await plantPerson(session)
      const { id } = await erase(session)
      await finish(session, id)
      const { report } = await erasureOf(session, id)
      const record = report!.kept.find(({ table }) => table === 'public.record_entries')!
      const year = new Date().getFullYear()
      expect(record.law).toBe('Lei 13.787/2018, art. 6º')
      expect(Number(record.until!.slice(0, 4))).toBeGreaterThanOrEqual(year + 19)
      const books = report!.kept.find(({ table }) => table === 'public.money_entries')!
      expect(books.until).toMatch(/-12-31$/)
      expect((await getPatient(session)).patient).toMatchObject({
        full_name: 'Pessoa anonimizada',
        cpf: null,
      })
    }))

  it('is the same whoever is killed between two of its pieces, and however small they are', () =>
    db.rolledBack(async (session) => {
      await plantPerson(session)
      const { id } = await erase(session)
      expect((await erase(session)).id).toBe(id)
      await advance(session, id, 1)
      await advance(session, id, 1)
      // a worker that died; the next one goes on, row by row
      await session.asService((sql) => sql`select app.advance_erasure(${aurora.id}, ${id}, 1)`)
      await finish(session, id, 2)
      const first = await erasureOf(session, id)
      expect(await advance(session, id)).toBe(true)
      expect(await erasureOf(session, id)).toEqual(first)
      expect(Object.keys(await tablesWith(session, `rascunho ${token}`))).toEqual([])
    }))

  it('asks for the whole name, and refuses while a session is to come', () =>
    db.rolledBack(async (session) => {
      await plantPerson(session)
      await expectRefusal(() => erase(session, { confirmation: 'Mariana' }), 'PT400', 'confirmation_differs')
      await session.asPostgres(
        (sql) =>
          sql`update public.sessions set starts_at = now() + interval '1 day', ends_at = now() + interval '25 hours'`,
      )
      await expectRefusal(() => erase(session), 'PT409', 'has_future_sessions')
    }))

  it('does not touch a conversation that is another patient’s too', () =>
    db.rolledBack(async (session) => {
      await plantPerson(session)
      await savePatient(session, { id: patientId.slice(0, -1) + '2', patient: { full_name: 'Caio Souza' } })
      await answer(session, 'link_conversation', {
        p_thread_key: 'whatsapp:+5511987650001',
        p_patient_id: patientId.slice(0, -1) + '2',
      })
      const { id } = await erase(session)
      await finish(session, id)
      expect(await tablesWith(session, `aqui é ${token}`)).toHaveProperty(['public.conversation_messages'])
      expect((await erasureOf(session, id)).report!.kept).toContainEqual(
        expect.objectContaining({ table: 'public.conversation_threads', rule: 'others', until: null }),
      )
    }))
})
