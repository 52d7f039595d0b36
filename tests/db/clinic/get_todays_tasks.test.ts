import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { answered } from '../support/intakes.ts'
import { savePatient } from '../support/patients.ts'

const db = await createDatabase()

interface Tasks {
  intakes: { total: number; lines: { name: string }[] }
  scheduled: { total: number; lines: { body: string; thread_key: string }[] }
}
const tasks = (session: Session, as?: Email) => ask<Tasks>(session, 'get_todays_tasks', {}, as)

describe('get_todays_tasks', () => {
  it('shows forms that wait for a review and messages that leave today, a therapist the own', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
      await savePatient(session)
      await answered(session)
      const schedule = (body: string, hours: number, as: Email) =>
        session
          .asUser(
            as,
            (sql) => sql`
            select public.schedule_message(${aurora.id}, ${`whatsapp:${mariana}`}, ${randomUUID()}, ${body}, now() + interval '2 days')`,
          )
          .then(() =>
            session.asPostgres(
              (sql) => sql`
              update public.scheduled_messages set send_at = date_trunc('day', now(), 'America/Sao_Paulo') + make_interval(hours => ${hours})
              where body = ${body}`,
            ),
          )
      await schedule('Hoje', 23, 'recepcao@aurora.test')
      await schedule('Amanhã', 25, 'recepcao@aurora.test')
      await schedule('Da Helena', 22, 'terapeuta@aurora.test')
      const all = await tasks(session)
      expect(all.intakes.total).toBe(1)
      expect(all.scheduled).toMatchObject({ total: 2, lines: [{ body: 'Da Helena' }, { body: 'Hoje' }] })
      const own = await tasks(session, 'terapeuta@aurora.test')
      expect(own.intakes).toEqual({ total: 0, lines: [] })
      expect(own.scheduled.lines.map(({ body }) => body)).toEqual(['Da Helena'])
    }))

  itIsForMembers(db, (sql) => sql`select public.get_todays_tasks(${aurora.id})`)
})
