import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { savePatient } from '../support/patients.ts'
import { call } from '../support/workspace.ts'

const db = await createDatabase()
type Session = Parameters<Parameters<typeof db.rolledBack>[0]>[0]

const save = (session: Session, target: string, days: number, isOn = true) =>
  call(
    session,
    'save_retention_policy',
    { p_target: target, p_days: days, p_is_on: isOn },
    'dona@aurora.test',
  )
const list = (session: Session) =>
  call<{ target: string; due: string; is_on: boolean; last_rows: number | null }>(
    session,
    'list_retention',
    {},
    'dona@aurora.test',
  )
const run = async (session: Session, limit = 2000) => {
  const [row] = await session.asService(
    (sql) =>
      sql<
        { rows: number }[]
      >`select app.run_retention(${aurora.id}, now() + interval '400 days', ${limit}) as rows`,
  )
  return row!.rows
}

describe('save_retention_policy', () => {
  itIsForAdmins(db, (sql) => sql`select public.save_retention_policy(${aurora.id}, 'raw_events', 90, true)`)

  it('refuses less than the least, and what is no target', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(() => save(session, 'raw_events', 29), 'PT400', 'invalid_retention')
      await expectRefusal(() => save(session, 'record', 9999), 'PT400', 'invalid_retention')
    }))
})

describe('run_retention', () => {
  it('removes conversations of strangers that are old, and never those of patients', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'R1', address: { phone: mariana } })
      await receive(session, { provider_message_id: 'R2', address: { phone: joao } })
      await savePatient(session, { phones: [{ phone: mariana, type: 'mobile' }] })
      // nothing is removed before somebody says so
      expect(await run(session)).toBe(0)
      await save(session, 'strangers', 365)
      await save(session, 'raw_events', 90)
      const [row] = await session.asService(
        (sql) => sql<{ n: number }[]>`select app.enqueue_retention() as n`,
      )
      expect(row!.n).toBe(1)
      // row by row, as after a crash
      let all = 0
      for (let rows = await run(session, 1); rows > 0; rows = await run(session, 1)) all += rows
      expect(all).toBe(3)
      const threads = await session.asPostgres(
        (sql) => sql`select phone from public.conversation_threads where tenant_id = ${aurora.id}`,
      )
      expect(threads).toEqual([{ phone: mariana }])
      expect((await list(session)).find(({ target }) => target === 'strangers')).toMatchObject({
        is_on: true,
        last_rows: 1,
      })
    }))

  it('forgets who an anonymous person was once no law has it kept', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await session.asPostgres(
        (sql) => sql`
          insert into app.retained_identities (tenant_id, patient_id, identity, rules, keep_until)
          select tenant_id, id, '{}', '{record}', '2020-01-01' from public.patients`,
      )
      await run(session)
      expect(await session.asPostgres((sql) => sql`select 1 from app.retained_identities`)).toEqual([])
    }))
})
