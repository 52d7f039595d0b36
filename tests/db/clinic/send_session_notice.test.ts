import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, book, helena, openAgenda, patients, sessionId, otherSessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { mergePatients } from '../support/merges.ts'
import { getPatient, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const start = '2030-01-08T15:00'

interface Notice {
  due_at: string | null
  notices: { patient_id: string; body: string; skipped: string | null; status: string | null }[]
}

/** Aurora with its agenda, and Ana, whose phone has a conversation. */
async function open(session: Session): Promise<void> {
  await openAgenda(session)
  await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
  const { patient } = await getPatient(session, patients.ana)
  await savePatient(session, {
    id: patients.ana,
    version: patient.version,
    patient: { full_name: 'Ana Prado' },
    phones: [{ phone: mariana }],
  })
}

/** The grace period is over. */
const wait = (session: Session) =>
  session.asPostgres((sql) => sql`update app.session_notice_wishes set due_at = now() - interval '1 second'`)

async function send(session: Session, patient: string = patients.ana): Promise<Record<string, unknown>> {
  const [row] = await session.asService(
    (sql) => sql<{ sent: Record<string, unknown> }[]>`
      select app.send_session_notice(${aurora.id}, ${patient}, ${randomUUID()}) as sent`,
  )
  return row!.sent
}

const notices = (session: Session, id = sessionId) =>
  ask<Notice>(session, 'list_session_notices', { session_id: id })
const dueJobs = (session: Session) =>
  session.asPostgres(
    (sql) => sql<{ payload: object; run_at: Date }[]>`
    select payload, run_at from app.jobs where kind = 'session_notice' order by run_at`,
  )

describe('send_session_notice', () => {
  it('tells whoever the patient was merged into meanwhile', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await book(session, { start_local: start })
      const twin = randomUUID()
      await savePatient(session, { id: twin, patient: { full_name: 'Ana de Prado' } })
      const { patient } = await getPatient(session, patients.ana)
      await mergePatients(session, {
        survivor: twin,
        merged: patients.ana,
        mergedVersion: patient.version,
      })
      await wait(session)
      expect(await send(session, patients.ana)).toMatchObject({ message: { origin: 'automation' } })
      expect((await notices(session)).notices).toMatchObject([{ patient_id: twin, skipped: null }])
    }))

  it('tells who is booked once the grace period is over, and once', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await book(session, { start_local: start })
      expect(await dueJobs(session)).toMatchObject([{ payload: { id: patients.ana } }])
      expect(await send(session)).toEqual({ skipped: 'nothing_due' })
      await wait(session)
      expect(await send(session)).toMatchObject({ message: { origin: 'automation' } })
      expect(await notices(session)).toMatchObject({
        due_at: null,
        notices: [
          {
            patient_id: patients.ana,
            skipped: null,
            body: [
              'Olá, Ana! Aqui é da Clínica Aurora.',
              '',
              '• Sessão marcada: terça, 8/1/2030, às 15h, com Helena Terapeuta',
              '',
              'Qualquer dúvida, é só responder por aqui.',
            ].join('\n'),
          },
        ],
      })
      expect(await send(session)).toEqual({ skipped: 'nothing_due' })
    }))

  it('says from when to when a session moved, however often it did', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const { version } = await book(session, { start_local: start })
      await wait(session)
      await send(session)
      for (const [index, start_local] of ['2030-01-09T09:30', '2030-01-10T18:00'].entries())
        await ask(session, 'move_session', { id: sessionId, version: version + index, start_local })
      await wait(session)
      await send(session)
      expect((await notices(session)).notices[0]?.body).toContain(
        '• Sessão remarcada: de terça, 8/1/2030, às 15h para quinta, 10/1/2030, às 18h, com Helena Terapeuta',
      )
    }))

  it('is one message about all sessions that changed', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await book(session, { start_local: start })
      await book(session, { id: otherSessionId, start_local: '2030-01-15T15:00' })
      await wait(session)
      await send(session)
      const [notice] = (await notices(session)).notices
      expect(notice?.body.match(/Sessão marcada/g)).toHaveLength(2)
      expect((await notices(session, otherSessionId)).notices).toEqual([notice])
    }))

  it('says nothing of what was undone within the grace period', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const { version } = await book(session, { start_local: start })
      await ask(session, 'cancel_session', { id: sessionId, version })
      await wait(session)
      expect(await send(session)).toEqual({ skipped: 'unchanged' })
      expect((await notices(session)).notices).toEqual([])
    }))

  it('says that a session was cancelled, and that it stands again', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const { version } = await book(session, { start_local: start })
      await wait(session)
      await send(session)
      await ask(session, 'cancel_session', { id: sessionId, version })
      await wait(session)
      await send(session)
      await ask(session, 'set_session_status', { id: sessionId, status: 'scheduled' })
      await wait(session)
      await send(session)
      expect(
        (await notices(session)).notices.map(({ body }) => /Sessão (\S+):/.exec(body)?.[1]).sort(),
      ).toEqual(['desmarcada', 'marcada', 'marcada'])
    }))

  it.each(['attended', 'missed', 'confirmed', 'excused'])('says nothing of %s', (status) =>
    db.rolledBack(async (session) => {
      await open(session)
      await book(session, { start_local: start })
      await wait(session)
      await send(session)
      await ask(session, 'set_session_status', { id: sessionId, status })
      await wait(session)
      expect(await send(session)).toEqual({ skipped: 'nothing_due' })
    }),
  )

  it('says nothing of what is over', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await book(session, { start_local: '2020-01-07T15:00' })
      expect(await dueJobs(session)).toEqual([])
    }))

  it('goes to whoever is told for a child', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await savePatient(session, {
        id: '0d000000-0000-4000-8000-0000000000c1',
        patient: { full_name: 'Téo Prado' },
        relations: [
          { kinship: 'mother', full_name: 'Ana Prado', phone: mariana, is_guardian: true, is_told: true },
        ],
      })
      await book(session, { start_local: start, patient_ids: ['0d000000-0000-4000-8000-0000000000c1'] })
      await wait(session)
      expect(await send(session, '0d000000-0000-4000-8000-0000000000c1')).toMatchObject({ message: {} })
      expect((await notices(session)).notices[0]?.body).toContain('Olá, Téo!')
    }))

  it('keeps why somebody could not be told', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await book(session, { start_local: start, patient_ids: [patients.bia] })
      await wait(session)
      expect(await send(session, patients.bia)).toEqual({ skipped: 'no_conversation' })
      expect((await notices(session)).notices).toMatchObject([{ skipped: 'no_conversation', status: null }])
    }))

  it('is not sent where the clinic tells nobody of it', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await ask(
        session,
        'save_session_notice_settings',
        { tells_booked: false, tells_moved: true, tells_cancelled: true },
        'supervisor@aurora.test',
      )
      await book(session, { start_local: start })
      await wait(session)
      expect(await send(session)).toEqual({ skipped: 'unchanged' })
    }))

  it('leaves the session and its link to whoever comes online', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await book(session, { start_local: start, is_online: true, online_url: 'https://meet.test/ana' })
      await wait(session)
      await send(session)
      expect((await notices(session)).notices[0]?.body).toContain(
        'com Helena Terapeuta, online: https://meet.test/ana',
      )
    }))

  it('waits until the morning where it would come in the night', () =>
    db.rolledBack(async (session) => {
      const at = (moment: string) =>
        session.asPostgres(
          (sql) => sql<{ at: Date }[]>`
          select app.polite_moment(${moment}::timestamptz, 'America/Manaus') as at`,
        )
      expect((await at('2026-12-01T22:30:00-04:00'))[0]?.at.toISOString()).toBe('2026-12-02T11:00:00.000Z')
      expect((await at('2026-12-01T05:00:00-04:00'))[0]?.at.toISOString()).toBe('2026-12-01T11:00:00.000Z')
      expect((await at('2026-12-01T20:59:00-04:00'))[0]?.at.toISOString()).toBe('2026-12-02T00:59:00.000Z')
    }))

  it('has one job for a series, not one for each session', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await ask(session, 'book_series', {
        id: randomUUID(),
        series: {
          therapist_id: helena,
          session_type_id: '0c000000-0000-4000-8000-000000000001',
          start_local: start,
          patient_ids: [patients.ana],
          freq: 'weekly',
          count: 8,
        },
      })
      expect(await dueJobs(session)).toHaveLength(1)
    }))
})
