import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, patients, sessionId, helena } from '../support/agenda.ts'
import { autoreplySettings } from '../support/autoreply.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, receive } from '../support/events.ts'
import { advance, answer, noteFreed, offered, openWaitingList, slots, wait } from '../support/waiting-list.ts'
import {
  applyAnswers,
  bookBefore,
  logs,
  openReminders,
  saveReminders,
  statusOf,
  tick,
  windowOf,
  write,
} from '../support/reminders.ts'

const db = await createDatabase()
const dayBefore = '2030-01-07T18:00:00Z'
const later = '2030-01-07T18:30:00Z'

async function reminded(session: Session): Promise<void> {
  await openReminders(session)
  await bookBefore(session)
  await tick(session, dayBefore)
}

describe('answer_reminder', () => {
  it.each([
    '1',
    '1️⃣',
    'Sim!',
    'confirmo',
    'ok',
    'Confirmado, obrigada',
    'pode confirmar',
    'Bom dia! Estarei aí sim',
    '👍',
    'sim, vou',
  ])('%s confirms', (body) =>
    db.rolledBack(async (session) => {
      await reminded(session)
      expect(await write(session, body, later)).toBe(true)
      expect(await statusOf(session, sessionId)).toBe('confirmed')
      expect(await logs(session)).toMatchObject([{ answer: 'confirmed' }])
    }),
  )

  it.each([
    '2',
    'Não',
    'não vou poder ir',
    'CANCELAR',
    'cancela por favor',
    'preciso desmarcar',
    'infelizmente não consigo',
    'hoje não posso',
  ])('%s cancels', (body) =>
    db.rolledBack(async (session) => {
      await reminded(session)
      expect(await write(session, body, later)).toBe(true)
      expect(await statusOf(session, sessionId)).toBe('cancelled')
    }),
  )

  it.each([
    'Posso confirmar amanhã?',
    'não precisa cancelar',
    'quero remarcar',
    '12',
    'sim, mas não sei',
    'obrigada',
    'não vou cancelar',
    '2 ou 1',
  ])('%s changes nothing', (body) =>
    db.rolledBack(async (session) => {
      await reminded(session)
      expect(await write(session, body, later)).toBe(false)
      expect(await statusOf(session, sessionId)).toBe('scheduled')
    }),
  )

  it('takes a button by its id', () =>
    db.rolledBack(async (session) => {
      await reminded(session)
      expect(
        await write(session, 'Vou!!', later, { kind: 'button', content: { id: 'reminder_confirm' } }),
      ).toBe(true)
      expect(await statusOf(session, sessionId)).toBe('confirmed')
    }))

  it('opts nobody out, tells the therapist and the desk, and says so once', () =>
    db.rolledBack(async (session) => {
      await reminded(session)
      await write(session, 'Cancelar', later)
      const [row] = await session.asPostgres(
        (sql) => sql`
      select (select count(*)::int from public.conversation_optouts) as optouts,
        (select array_agg(n.user_id order by n.user_id) from public.notifications n where n.kind = 'session_cancelled') as told,
        (select array_agg(m.body) from public.conversation_messages m where m.origin = 'automation' and m.body like 'Tudo bem%') as said,
        (select count(*)::int from app.session_notice_wishes) as notices`,
      )
      expect(row).toEqual({
        optouts: 0,
        told: [helena, people['recepcao@aurora.test'].id].sort(),
        said: [
          'Tudo bem, a sessão de terça, 8/1/2030, às 15h, foi desmarcada. Para marcar outro horário, é só responder por aqui.',
        ],
        notices: 0,
      })
    }))

  it('gives the time to whoever waits for one, and the therapist knows', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session)
      await saveReminders(session, { is_on: true, windows: [windowOf(1440)] })
      await wait(session, 'bia')
      await bookBefore(session)
      await tick(session, dayBefore)
      await session.asPostgres((sql) => sql`delete from app.jobs where kind = 'freed_slot'`)
      await write(session, 'não vou poder ir', later)
      const { id } = await noteFreed(session, later)
      await advance(session, id!, '2030-01-07T18:40:00Z')
      expect(await offered(session)).toEqual(['Bia Reis open'])
      const [offer] = (await slots(session))[0]!.offers
      const { session_id } = await answer(session, offer!.id, true, '2030-01-07T18:50:00Z')
      expect(await statusOf(session, session_id!)).toBe('scheduled')
      const told = await session.asPostgres(
        (sql) =>
          sql`select patient_id from public.notifications where kind = 'session_cancelled' and user_id = ${helena}`,
      )
      expect(told).toEqual([{ patient_id: patients.ana }])
    }))

  it('is of the person who was reminded, and of nobody else', () =>
    db.rolledBack(async (session) => {
      await reminded(session)
      expect(await write(session, '2', later, { phone: joao })).toBe(false)
      expect(await statusOf(session, sessionId)).toBe('scheduled')
    }))

  it('leaves the other of a couple as they were', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session, {
        session_type_id: '0c000000-0000-4000-8000-000000000002',
        patient_ids: [patients.ana, patients.bia],
      })
      await tick(session, dayBefore)
      await write(session, '2', later)
      const { patients: them } = await ask<{ patients: { name: string; status: string }[] }>(
        session,
        'get_session',
        { id: sessionId },
      )
      expect(them.map(({ name, status }) => `${name} ${status}`)).toEqual([
        'Ana Prado cancelled',
        'Bia Reis scheduled',
      ])
    }))

  it('is a job of the message, so that a repetition and a crash change nothing, and takes no other answer', () =>
    db.rolledBack(async (session) => {
      await reminded(session)
      await session.asPostgres(
        (sql) => sql`
        update public.conversation_session_reminders_logs set sent_at = now() - interval '1 minute' where true`,
      )
      await session.asUser(
        'admin@aurora.test',
        (sql) =>
          sql`select public.save_autoreply(${aurora.id}, ${sql.json({ ...autoreplySettings, is_on: true })})`,
      )
      const id = randomUUID()
      for (let n = 0; n < 2; n += 1)
        await receive(session, { provider_message_id: id, body: '1', occurred_at: new Date().toISOString() })
      const jobs = await session.asPostgres(
        (sql) => sql`select kind from app.jobs where kind in ('reminder_answer', 'auto_reply')`,
      )
      expect(jobs.map(({ kind }) => kind)).toEqual(['reminder_answer'])
      await applyAnswers(session, later)
      expect(await statusOf(session, sessionId)).toBe('confirmed')
    }))
})
