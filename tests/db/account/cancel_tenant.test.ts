import { describe, expect, it } from 'vitest'
import { ask, book, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { asKey, beginCall, createKey } from '../support/api-keys.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { expectRefusal, fingerprint, itIsForMembers } from '../support/guards.ts'
import { createOutbound } from '../support/outbox.ts'
import { getPatient, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const cancel = (session: Session, name: string = aurora.name) =>
  session.asUser(
    'dona@aurora.test',
    (sql) => sql`select deletion_on from public.cancel_tenant(${aurora.id}, ${name})`,
  )

describe('cancel_tenant', () => {
  it('leaves a clinic that is read and exported, and changes nothing', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      await receive(session, { provider_message_id: 'A1' })
      const { key } = await createKey(session, { scopes: ['patients:read', 'patients:write'] })
      const { claims } = await beginCall(session, key!)
      await cancel(session)
      const before = await fingerprint(session)
      await expectError(savePatient(session, { id: patients.bia }), 'PT403', 'clinic_cancelled')
      await expectError(
        ask(session, 'set_session_status', { id: sessionId, status: 'confirmed' }),
        'PT403',
        'clinic_cancelled',
      )
      await expectError(createOutbound(session), 'PT403', 'clinic_cancelled')
      await expectError(
        asKey(session, claims, 'patients.create', { full_name: 'Cora Lima' }, 'k'),
        'PT403',
        'clinic_cancelled',
      )
      await expectError(
        session.asUser(
          'recepcao@aurora.test',
          (sql) => sql`select public.mark_conversation_read(${aurora.id}, ${`whatsapp:${mariana}`})`,
        ),
        'PT403',
        'clinic_cancelled',
      )
      await expectError(
        session.asUser(
          'dona@aurora.test',
          (sql) => sql`select public.create_invitation(${aurora.id}, 'nova@pessoa.test', 'operator')`,
        ),
        'PT403',
        'clinic_cancelled',
      )
      expect(await fingerprint(session)).toBe(before)
      await getPatient(session, patients.ana)
      expect(
        (await asKey<{ data: object[] }>(session, claims, 'patients.list')).body.data.length,
      ).toBeGreaterThan(0)
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.request_export(${aurora.id}, 'clinic')`,
      )
      // what patients write is kept, for a clinic that comes back
      await receive(session, { provider_message_id: 'A2' })
      await session.asUser('dona@aurora.test', (sql) => sql`select public.restore_tenant(${aurora.id})`)
      await ask(session, 'set_session_status', { id: sessionId, status: 'confirmed' })
    }))

  it('is deleted on its day, and not before or when it was restored', () =>
    db.rolledBack(async (session) => {
      const [row] = await cancel(session)
      expect([...(await cancel(session))]).toEqual([row])
      const day = (row!['deletion_on'] as Date).toISOString().slice(0, 10)
      const remove = async (at: string) => {
        const [answer] = await session.asService(
          (sql) =>
            sql<
              { gone: boolean }[]
            >`select app.delete_cancelled_tenant(${aurora.id}, (${day}::text::date ${sql.unsafe(at)})) as gone`,
        )
        return answer!.gone
      }
      const [job] = await session.asPostgres(
        (sql) => sql`select count(*)::int as n from app.jobs where kind = 'delete_clinic'`,
      )
      // the day, and the days on which it is announced
      expect(job).toEqual({ n: 3 })
      expect(await remove("+ time '02:59'")).toBe(false)
      await session.asUser('dona@aurora.test', (sql) => sql`select public.restore_tenant(${aurora.id})`)
      expect(await remove("+ time '12:00'")).toBe(false)
      await cancel(session)
      expect(await remove("+ time '12:00'")).toBe(true)
      expect([
        ...(await session.asPostgres((sql) => sql`select 1 from public.tenants where id = ${aurora.id}`)),
      ]).toEqual([])
    }))

  it('announces the day by e-mail when it is cancelled, a week and a day before, once each', () =>
    db.rolledBack(async (session) => {
      await cancel(session)
      const mails = async (days: number) => {
        // a job that is run twice tells once
        for (let run = 0; run < 2; run += 1)
          await session.asService(
            (sql) => sql`
              select app.delete_cancelled_tenant(c.tenant_id, (c.deletion_on - ${days}::int + time '12:00') at time zone 'America/Sao_Paulo')
              from public.tenant_cancellations c`,
          )
        const rows = await session.asPostgres(
          (sql) => sql<{ to: string; days: number }[]>`
            select payload ->> 'to' as to, (payload #>> '{data,days}')::int as days from app.jobs
            where kind = 'send_email' and payload ->> 'template' = 'clinic_deletion' order by id`,
        )
        return rows.map((row) => `${row.to} ${row.days}`).sort()
      }
      const both = (days: number) => [`admin@aurora.test ${days}`, `dona@aurora.test ${days}`]
      expect(await mails(20)).toEqual(both(30))
      expect(await mails(7)).toEqual([...both(30), ...both(7)].sort())
      expect(await mails(3)).toEqual([...both(30), ...both(7)].sort())
      expect(await mails(1)).toEqual([...both(30), ...both(7), ...both(1)].sort())
    }))

  it('asks for the name', () =>
    db.rolledBack((session) =>
      expectRefusal(() => cancel(session, 'Aurora'), 'PT400', 'clinic_name_differs'),
    ))

  it.each([
    'admin@aurora.test',
    'supervisor@aurora.test',
    'terapeuta@aurora.test',
    'recepcao@aurora.test',
  ] as const)('is not for %s', (email) =>
    db.rolledBack((session) =>
      expectRefusal(
        () => session.asUser(email, (sql) => sql`select public.cancel_tenant(${aurora.id}, ${aurora.name})`),
        'PT403',
        'forbidden',
      ),
    ),
  )
  itIsForMembers(db, (sql) => sql`select public.cancel_tenant(${aurora.id}, ${aurora.name})`)
})
