import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { leaveCredits } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { activateTwilio, type Created } from '../support/outbox.ts'
import { bookBefore, openReminders, saveReminders, windowOf } from '../support/reminders.ts'

const db = await createDatabase()
/** A time of the clinic so many hours from now on. */
const inHours = (hours: number) =>
  new Date(Date.now() + hours * 3_600_000)
    .toLocaleString('sv-SE', { timeZone: 'America/Sao_Paulo' })
    .slice(0, 16)
    .replace(' ', 'T')
interface Credits {
  needed: number
  kept: number
  balance: number
}
const credits = (session: Session) => ask<Credits>(session, 'get_reminder_credits')

/** Aurora on its official number, with two reminders that fall due within a day. */
async function open(session: Session, balance: number): Promise<void> {
  await openReminders(session)
  await activateTwilio(session)
  await session.asPostgres(
    (sql) => sql`update public.conversation_messages set channel_id = ${aurora.twilio}, occurred_at = now()`,
  )
  await saveReminders(session, { windows: [windowOf(60)], quiet_from: '00:00', quiet_to: '00:00' })
  await leaveCredits(session, balance, aurora.id)
  for (const [index, patient] of [patients.ana, patients.bia].entries())
    await bookBefore(session, {
      id: randomUUID(),
      start_local: inHours(5 + index),
      patient_ids: [patient],
      at: '2026-01-01T00:00:00Z',
    })
}

/** What an automatic sender asks the one gate for. */
async function send(session: Session, reason: string): Promise<Created & { skipped?: string }> {
  const [row] = await session.asService(
    (sql) => sql<{ sent: Created & { skipped?: string } }[]>`
      select app.create_automation_message(${aurora.id}, ${`whatsapp:${mariana}`}, ${randomUUID()}, 'Olá!', ${reason}) as sent`,
  )
  return row!.sent
}

describe('get_reminder_credits', () => {
  it('keeps what the reminders of the next day need from what is less important', () =>
    db.rolledBack(async (session) => {
      await open(session, 3)
      expect(await credits(session)).toEqual({ needed: 2, kept: 2, balance: 3 })
      expect(await send(session, 'workflow_marketing')).not.toHaveProperty('skipped')
      expect(await credits(session)).toMatchObject({ kept: 2, balance: 2 })
      expect(await send(session, 'workflow_marketing')).toEqual({ skipped: 'credits_kept_for_reminders' })
      expect(await send(session, 'workflow_service')).toEqual({ skipped: 'credits_kept_for_reminders' })
      // nothing of it is left behind
      expect(await credits(session)).toMatchObject({ balance: 2 })
      const [left] = await session.asPostgres(
        (sql) => sql`select count(*)::int as n from public.conversation_messages where origin = 'automation'`,
      )
      expect(left).toEqual({ n: 1 })
      // the reminder itself, and what answers a person
      expect(await send(session, 'session_reminder')).not.toHaveProperty('skipped')
      expect(await send(session, 'waiting_offer')).not.toHaveProperty('skipped')
      expect(await send(session, 'auto_reply')).toEqual({ skipped: 'insufficient_credits' })
      expect(await credits(session)).toEqual({ needed: 2, kept: 0, balance: 0 })
    }))

  it('counts those who will be reminded alone, and nothing where reminders are off or messages cost nothing', () =>
    db.rolledBack(async (session) => {
      await open(session, 3)
      await ask(session, 'set_conversation_opt_out', { thread_key: `whatsapp:${mariana}`, opted_out: true })
      expect(await credits(session)).toMatchObject({ needed: 1 })
      await session.asPostgres(
        (sql) =>
          sql`update public.sessions set starts_at = starts_at + interval '3 days', ends_at = ends_at + interval '3 days'`,
      )
      expect(await credits(session)).toMatchObject({ needed: 0 })
      await session.asPostgres(
        (sql) =>
          sql`update public.sessions set starts_at = starts_at - interval '3 days', ends_at = ends_at - interval '3 days'`,
      )
      expect(await credits(session)).toMatchObject({ needed: 1 })
      await saveReminders(session, { is_on: false })
      expect(await credits(session)).toMatchObject({ needed: 0 })
    }))

  itIsForMembers(db, (sql) => sql`select public.get_reminder_credits(${aurora.id})`)
})
