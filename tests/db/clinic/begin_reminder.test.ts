import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { charges, day, itIsForTheDesk } from '../support/money.ts'
import { savePatient } from '../support/patients.ts'

const db = await createDatabase()
const reminder = '0e000000-0000-4000-8000-0000000000a1'
const another = '0e000000-0000-4000-8000-0000000000a2'

/** Ana of a city whose numbers begin so owes a session of three days ago, and has a conversation; answers who pays. */
async function owes(session: Session, phone = '+5548999990001'): Promise<string> {
  await openAgenda(session)
  await savePatient(session, {
    id: patients.ana,
    version: 1,
    patient: { full_name: 'Ana Prado' },
    phones: [{ phone, type_key: 'mobile', is_primary: true }],
  })
  await session.asPostgres(
    (sql) => sql`select app.resolve_thread(${aurora.id}, ${sql.json({ phone })}, 'Ana Prado', 'person')`,
  )
  await book(session, { start_local: `${day(-3)}T15:00` })
  return (await charges(session))[0]!.payer_id
}

const begin = (session: Session, payer_id: string, changes: object = {}) =>
  ask<{ thread_key: string; body: string }>(session, 'begin_reminder', {
    id: reminder,
    payer_id,
    body: 'Olá, Ana! Passando para lembrar.',
    ...changes,
  })

/** What the screen does next. */
const send = (session: Session, id: string, thread_key: string) =>
  session.asPostgres(
    (sql) => sql`
      insert into public.conversation_messages (tenant_id, thread_id, channel_id, provider, client_id, direction, origin, kind, body, status, occurred_at)
      select t.tenant_id, t.id, c.id, c.provider, ${id}, 'outbound', 'app', 'text', 'x', 'sent', now() from public.conversation_threads t
      cross join lateral (select c.id, c.provider from public.notification_channels c where c.tenant_id = t.tenant_id limit 1) c
      where t.tenant_id = ${aurora.id} and t.thread_key = ${thread_key}`,
  )

describe('begin_reminder', () => {
  it('answers where it goes, and a repetition the same', () =>
    db.rolledBack(async (session) => {
      const payer = await owes(session)
      const first = await begin(session, payer)
      expect(first).toMatchObject({
        thread_key: 'whatsapp:+5548999990001',
        body: 'Olá, Ana! Passando para lembrar.',
      })
      expect(await begin(session, payer)).toEqual(first)
    }))

  it('refuses another before the number of days, and counts only what left', () =>
    db.rolledBack(async (session) => {
      const payer = await owes(session)
      await begin(session, payer)
      const { thread_key } = await begin(session, payer, { id: another })
      await send(session, another, thread_key)
      await expectError(begin(session, payer, { id: patients.bia }), 'PT409', 'reminder_refused')
      await session.asPostgres(
        (sql) => sql`update public.money_reminders set created_at = now() - interval '8 days'`,
      )
      await begin(session, payer, { id: patients.bia })
    }))

  it('asks for written permission in São Paulo', () =>
    db.rolledBack(async (session) => {
      const payer = await owes(session, '+5511999990001')
      await expectError(begin(session, payer), 'PT409', 'reminder_refused')
      await ask(session, 'allow_reminders', { payer_id: payer, allowed: true })
      await begin(session, payer)
    }))

  it('never writes to who said stop, or owes nothing', () =>
    db.rolledBack(async (session) => {
      const payer = await owes(session)
      await session.asPostgres(
        (sql) => sql`update public.conversation_threads set opted_out = true where tenant_id = ${aurora.id}`,
      )
      await expectError(begin(session, payer), 'PT409', 'reminder_refused')
      const [charge] = await charges(session)
      await ask(session, 'reverse_entry', { id: another, entry_id: charge!.id, reason: 'Engano' })
      expect(await ask(session, 'preview_reminder', { payer_id: payer })).toMatchObject({
        problems: expect.arrayContaining(['nothing_overdue', 'opted_out']) as unknown,
      })
    }))

  it.each([
    [{ id: null }, 'PT400', 'missing_client_id'],
    [{ body: '  ' }, 'PT400', 'invalid_reminder'],
    [{ payer_id: patients.davi }, 'PT404', 'payer_not_found'],
  ])('refuses %j', (changes, state, code) =>
    db.rolledBack(async (session) => {
      const payer = await owes(session)
      await expectError(begin(session, payer, changes), state, code)
    }),
  )
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'begin_reminder', { id: reminder, payer_id: reminder, body: 'x' }),
)
