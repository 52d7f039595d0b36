import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { otherSessionId, patients, sessionId } from '../support/agenda.ts'
import { aurora, horizonte, people } from '../support/cast.ts'
import { balanceOf, leaveCredits } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { claimJobs, completeSend, makeDue } from '../support/outbox.ts'
import {
  bookBefore,
  logs,
  officialTemplate,
  openReminders,
  saveReminders,
  sendReminder,
  tick,
  windowOf,
} from '../support/reminders.ts'

const db = await createDatabase()
const dayBefore = '2030-01-07T18:00:00Z'

/** A reminder on the official number that costs one credit of three. */
async function open(session: Session): Promise<void> {
  await openReminders(session)
  const template = await officialTemplate(session)
  await saveReminders(session, { windows: [windowOf(1440, { template })] })
  await leaveCredits(session, 3, aurora.id)
  await bookBefore(session)
  await session.asPostgres((sql) => sql`delete from app.jobs`)
}

/** Does something in a transaction that ends as a process does which is killed. */
const killed = (session: Session, query: string) =>
  session
    .asService(async (sql) => {
      await sql.savepoint(async (inner) => {
        await inner.unsafe(query)
        throw new Error('killed')
      })
    })
    .catch(() => undefined)

const state = async (session: Session) => {
  const [row] = await session.asPostgres(
    (sql) => sql<{ messages: number }[]>`
      select count(*)::int as messages from public.conversation_messages where origin = 'automation'`,
  )
  return {
    messages: row!.messages,
    credits: (await balanceOf(session)).balance,
    logs: (await logs(session)).map(({ state }) => state),
  }
}

describe('a reminder whose sender is killed', () => {
  it('before its job is there, gets it with the next minute', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await killed(session, `select app.send_session_reminders('${dayBefore}')`)
      expect(await state(session)).toEqual({ messages: 0, credits: 3, logs: [] })
      expect(await tick(session, '2030-01-07T18:01:00Z')).toHaveLength(1)
      expect(await state(session)).toEqual({ messages: 1, credits: 2, logs: ['sent'] })
    }))

  it('between charge, message and log, is all of them or none', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await session.asService((sql) => sql`select app.send_session_reminders(${dayBefore})`)
      const [log] = await logs(session)
      await killed(session, `select app.send_session_reminder('${aurora.id}', '${log!.id}', '${dayBefore}')`)
      expect(await state(session)).toEqual({ messages: 0, credits: 3, logs: ['waiting'] })
      await sendReminder(session, log!.id, dayBefore)
      await sendReminder(session, log!.id, dayBefore)
      expect(await state(session)).toEqual({ messages: 1, credits: 2, logs: ['sent'] })
    }))

  it('before it left, is sent by whoever comes next, and paid once', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const [sent] = await tick(session, dayBefore)
      await makeDue(session)
      const again = (await claimJobs(session)).flatMap(({ send }) => send ?? [])
      expect(again).toMatchObject([{ message_id: sent!.message.id }])
      await completeSend(session, again[0]!, 'sent', { id: 'SM1' })
      expect(await state(session)).toEqual({ messages: 1, credits: 2, logs: ['sent'] })
      expect(await tick(session, '2030-01-07T18:05:00Z')).toEqual([])
    }))

  it('before what the provider said is written down, is looked for and not sent again', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const [sent] = await tick(session, dayBefore)
      await completeSend(session, sent!.lease!, 'unknown')
      await makeDue(session)
      const [again] = (await claimJobs(session)).flatMap(({ send }) => send ?? [])
      expect(again).toMatchObject({ message_id: sent!.message.id, uncertain: true })
      await completeSend(session, again!, 'found', { id: 'SM1' })
      expect(await state(session)).toEqual({ messages: 1, credits: 2, logs: ['sent'] })
      expect((await logs(session))[0]).toMatchObject({ message_status: 'sent' })
    }))
})

it('keeps the night of each clinic by the clock of its own zone', () =>
  db.rolledBack(async (session) => {
    await openReminders(session)
    await bookBefore(session, { id: sessionId, start_local: '2030-01-08T21:40' })
    await session.asPostgres(async (sql) => {
      const tito = people['terapeuta@horizonte.test'].id
      await sql`update public.tenants set time_zone = 'America/Manaus' where id = ${horizonte.id}`
      await sql`update public.notification_channels set is_active = false where tenant_id = ${horizonte.id}`
      await sql`
        update public.notification_channels set is_active = true, connection_state = 'open'
        where tenant_id = ${horizonte.id} and provider = 'evolution'`
      await sql`
        insert into public.conversation_session_reminders_settings (tenant_id, is_on, windows)
        select ${horizonte.id}, true, windows from public.conversation_session_reminders_settings where tenant_id = ${aurora.id}`
      await sql`insert into public.therapists (tenant_id, user_id, name) values (${horizonte.id}, ${tito}, 'Tito')`
      await sql`insert into public.session_types (tenant_id, id, name) values (${horizonte.id}, ${otherSessionId}, 'Individual')`
      await sql`insert into public.patients (tenant_id, id, full_name) values (${horizonte.id}, ${patients.caio}, 'Nara Lima')`
      await sql`
        insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary, position)
        values (${horizonte.id}, 'patient', ${patients.caio}, '+5592987650003', true, 0)`
      // the same moment: 21:40 in São Paulo, 20:40 in Manaus
      await sql`
        insert into public.sessions (tenant_id, id, therapist_id, session_type_id, starts_at, ends_at, created_at)
        values (${horizonte.id}, ${otherSessionId}, ${tito}, ${otherSessionId}, '2030-01-09T00:40:00Z', '2030-01-09T01:30:00Z', '2029-12-01T12:00:00Z')`
      await sql`
        insert into public.session_patients (tenant_id, session_id, patient_id) values (${horizonte.id}, ${otherSessionId}, ${patients.caio})`
    })
    await session.asService((sql) => sql`select app.send_session_reminders('2030-01-08T00:41:00Z')`)
    const due = await session.asPostgres(
      (sql) => sql`
        select t.slug, l.reason, (select count(*)::int from app.jobs j where j.dedupe_key = 'session_reminder:' || l.id) as jobs
        from public.conversation_session_reminders_logs l join public.tenants t on t.id = l.tenant_id order by t.slug`,
    )
    expect(due).toEqual([
      { slug: 'aurora', reason: 'quiet_hours', jobs: 0 },
      { slug: 'horizonte', reason: null, jobs: 1 },
    ])
  }))

it('plans, sends and records each once with eight workers who do everything at once and die at times', async () => {
  await openReminders(db)
  for (let n = 0; n < 10; n += 1)
    await bookBefore(db, {
      id: randomUUID(),
      start_local: `2030-01-${String(8 + n).padStart(2, '0')}T15:00`,
      patient_ids: [n % 2 ? patients.ana : patients.bia],
    })
  await saveReminders(db, { windows: [windowOf(10080)] })
  await db.asPostgres((sql) => sql`delete from app.jobs`)
  const now = '2030-01-08T14:00:00Z'
  await Promise.all(
    Array.from({ length: 8 }, async (_, worker) => {
      for (let round = 0; round < 3; round += 1) {
        if ((worker + round) % 3 === 0) await killed(db, `select app.send_session_reminders('${now}')`)
        await db.asService((sql) => sql`select app.send_session_reminders(${now})`)
        const due = await db.asPostgres(
          (sql) => sql<{ id: string }[]>`
            select payload ->> 'id' as id from app.jobs where kind = 'session_reminder' order by random()`,
        )
        for (const { id } of due) {
          if (Math.abs(id.charCodeAt(0) - worker) % 4 === 0)
            await killed(db, `select app.send_session_reminder('${aurora.id}', '${id}', '${now}')`)
          await sendReminder(db, id, now)
        }
      }
    }),
  )
  const [row] = await db.asPostgres(
    (sql) => sql<Record<string, number>[]>`
      select count(*)::int as messages, count(distinct client_id)::int as ids,
        (select count(*)::int from public.conversation_session_reminders_logs where state = 'sent') as sent,
        (select count(*)::int from public.conversation_session_reminders_logs) as logs
      from public.conversation_messages where origin = 'automation'`,
  )
  expect(row!.messages).toBeGreaterThan(5)
  expect(row).toEqual({
    messages: row!.messages,
    ids: row!.messages,
    sent: row!.messages,
    logs: row!.messages,
  })
})
