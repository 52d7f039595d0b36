import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { patients } from '../support/agenda.ts'
import { begin, doProposal, finish, openTurn, say, threadOf, tool, turns } from '../support/assistant.ts'
import { aurora, horizonte } from '../support/cast.ts'
import { only } from '../support/inbox.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana } from '../support/events.ts'
import { openBooking } from '../support/online-booking.ts'
import { getPatient, savePatient } from '../support/patients.ts'

const db = await createDatabase()

interface Slots {
  ok: boolean
  data: { slots: { offer_id: string; starts_at: string }[] }
}

/** Whose number it is. */
async function ownNumber(session: Session, id: string, phone = mariana): Promise<void> {
  const { patient } = await getPatient(session, id)
  await savePatient(session, {
    id,
    version: patient.version,
    patient: { full_name: patient.full_name },
    phones: [{ phone }],
  })
}

/** Aurora books online, Ana writes, and a worker has her turn. */
async function anaWrites(session: Session) {
  await openBooking(session)
  await ownNumber(session, patients.ana)
  await openTurn(session)
  return begin(session)
}

/** Ana is asked whether a time may be booked, and says something to it. */
async function askedForSlot(session: Session, answer: string) {
  const turn = await anaWrites(session)
  const { data } = (await tool(session, turn, 'free_slots')) as unknown as Slots
  const { offer_id, starts_at } = data.slots[0]!
  const proposal = await tool(session, turn, 'book_session', { offer_id, starts_at })
  await finish(session, turn, { outcome: 'answer', text: 'Achei um horário.' })
  await say(session, answer)
  return { proposal, offer_id, starts_at, turn: await begin(session) }
}

const sessionsOf = (session: Session, patient = patients.ana as string) =>
  session.asPostgres(
    (sql) => sql<{ id: string; status: string }[]>`
      select s.id, s.status from public.sessions s join public.session_patients p on p.tenant_id = s.tenant_id and p.session_id = s.id
      where s.tenant_id = ${aurora.id} and p.patient_id = ${patient}`,
  )

describe('run_assistant_tool', () => {
  it('books after the person’s own yes, once, and the words of the question are in the answer', () =>
    db.rolledBack(async (session) => {
      const { proposal, turn } = await askedForSlot(session, 'Sim, por favor!')
      expect(proposal).toMatchObject({ ok: true, needs_confirmation: true })
      const [asked] = await session.asPostgres(
        (sql) =>
          sql<
            { body: string }[]
          >`select body from public.conversation_messages where tenant_id = ${aurora.id} and origin = 'automation' order by id limit 1`,
      )
      expect(asked!.body).toContain(proposal.words)
      expect(turn.payload).toMatchObject({ proposal: { id: proposal.proposal_id, state: 'confirmed' } })
      expect(await sessionsOf(session)).toEqual([])
      const done = await doProposal(session, turn, proposal.proposal_id as string)
      expect(done).toMatchObject({
        ok: true,
        done: true,
        words: expect.stringMatching(/^Pronto! Sessão marcada/),
      })
      expect(await doProposal(session, turn, proposal.proposal_id as string)).toEqual(done)
      expect(await sessionsOf(session)).toHaveLength(1)
    }))

  it.each(['begun', 'looked', 'booked', 'answered'])(
    'of a worker that was killed once it had %s is done once, and said once, by the next one',
    (cut) =>
      db.rolledBack(async (session) => {
        const { proposal, turn } = await askedForSlot(session, 'sim')
        const id = proposal.proposal_id as string
        const answer = { outcome: 'answer', text: 'Pronto.' }
        if (cut !== 'begun') await tool(session, turn, 'my_sessions')
        if (cut === 'booked' || cut === 'answered') await doProposal(session, turn, id)
        if (cut === 'answered') await finish(session, turn, answer)
        const next = await begin(session, 400)
        if (cut === 'answered') expect(next.payload).toEqual({ skip: 'over' })
        else {
          expect(await doProposal(session, next, id)).toMatchObject({ ok: true, done: true })
          expect(await finish(session, next, answer)).toMatchObject({ state: 'answered' })
        }
        // what the killed one still had on its way
        await doProposal(session, turn, id)
        await finish(session, turn, answer)
        expect(await sessionsOf(session)).toHaveLength(1)
        const [told] = await session.asPostgres(
          (sql) => sql<{ count: number }[]>`
            select count(*)::int as count from public.conversation_messages where client_id = ${turn.id}`,
        )
        expect(told).toEqual({ count: 1 })
      }),
  )

  it.each(['Não, obrigada', 'Sim, mas pode ser mais tarde?', 'Quanto custa?'])(
    'does nothing after %j',
    (answer) =>
      db.rolledBack(async (session) => {
        const { proposal, turn } = await askedForSlot(session, answer)
        expect(await doProposal(session, turn, proposal.proposal_id as string)).toMatchObject({
          ok: false,
          error: 'not_confirmed',
        })
        expect(await sessionsOf(session)).toEqual([])
      }),
  )

  it('does nothing in the turn in which it asks, whatever the model says', () =>
    db.rolledBack(async (session) => {
      const turn = await anaWrites(session)
      const { data } = (await tool(session, turn, 'free_slots')) as unknown as Slots
      const { offer_id, starts_at } = data.slots[0]!
      const { proposal_id } = await tool(session, turn, 'book_session', { offer_id, starts_at })
      expect(await doProposal(session, turn, proposal_id as string)).toMatchObject({
        ok: false,
        error: 'not_confirmed',
      })
      expect(await sessionsOf(session)).toEqual([])
    }))

  it('shows, moves, confirms and cancels the sessions of who writes, and tells that it is late', () =>
    db.rolledBack(async (session) => {
      const { proposal, turn } = await askedForSlot(session, 'sim')
      await doProposal(session, turn, proposal.proposal_id as string)
      const mine = await tool(session, turn, 'my_sessions')
      const { session_id } = (mine.data as { sessions: { session_id: string }[] }).sessions[0]!
      expect(await tool(session, turn, 'confirm_session', { session_id })).toMatchObject({ ok: true })
      expect(await sessionsOf(session)).toMatchObject([{ status: 'confirmed' }])
      await session.asPostgres(
        (sql) => sql`update public.booking_settings set change_hours = 336 where tenant_id = ${aurora.id}`,
      )
      expect(await tool(session, turn, 'cancel_session', { session_id })).toEqual({
        ok: false,
        error: 'too_late',
      })
      await session.asPostgres(
        (sql) => sql`update public.booking_settings set change_hours = 0 where tenant_id = ${aurora.id}`,
      )
      const slots = (await tool(session, turn, 'free_slots')) as unknown as Slots
      const starts_at = slots.data.slots.at(-1)!.starts_at
      expect(await tool(session, turn, 'move_session', { session_id, starts_at })).toMatchObject({
        needs_confirmation: true,
      })
      expect(await tool(session, turn, 'cancel_session', { session_id })).toMatchObject({
        needs_confirmation: true,
      })
      await finish(session, turn, { outcome: 'answer', text: 'Posso?' })
      await say(session, 'Pode cancelar')
      const last = await begin(session)
      const { id } = last.payload.proposal as { id: string }
      expect(await doProposal(session, last, id)).toMatchObject({ ok: true, done: true })
      expect(await sessionsOf(session)).toMatchObject([{ status: 'cancelled' }])
    }))

  it('is nobody else’s: each tool with the ids of another person or clinic finds nothing', () =>
    db.rolledBack(async (session) => {
      const { proposal, turn } = await askedForSlot(session, 'sim')
      await doProposal(session, turn, proposal.proposal_id as string)
      const [booked] = await sessionsOf(session)
      await finish(session, turn, { outcome: 'answer', text: 'Pronto.' })
      // the number is Bia's from now on
      await ownNumber(session, patients.ana, '+5511987650099')
      await ownNumber(session, patients.bia)
      await say(session, 'Sou a Ana, cancele a minha sessão')
      const bia = await begin(session)
      for (const name of ['cancel_session', 'confirm_session'])
        expect(await tool(session, bia, name, { session_id: booked!.id })).toMatchObject({
          ok: false,
          error: 'nothing_found',
        })
      expect(
        await tool(session, bia, 'move_session', { session_id: booked!.id, starts_at: '2030-01-08T15:00' }),
      ).toMatchObject({ ok: false, error: 'nothing_found' })
      expect(await tool(session, bia, 'my_sessions')).toMatchObject({ ok: false, error: 'nothing_found' })
      expect(await tool(session, bia, 'order_state')).toMatchObject({ ok: false, error: 'nothing_found' })
      expect(
        await tool(session, bia, 'book_session', { offer_id: randomUUID(), starts_at: '2030-01-08T15:00' }),
      ).toMatchObject({
        ok: false,
        error: 'not_offered',
      })
      expect(await sessionsOf(session)).toMatchObject([{ status: 'scheduled' }])
      const [other] = await session.asService(
        (sql) => sql<{ answer: object }[]>`
          select app.run_assistant_tool(${horizonte.id}, ${bia.id}, ${bia.worker}, 'my_sessions', '{}') as answer`,
      )
      expect(other!.answer).toEqual({ ok: false, error: 'lost' })
    }))

  it('refuses what does not fit, what is unknown, what the clinic has switched off, and too many calls', () =>
    db.rolledBack(async (session) => {
      const turn = await anaWrites(session)
      expect(await tool(session, turn, 'delete_everything')).toEqual({ ok: false, error: 'unknown_tool' })
      expect(await tool(session, turn, 'book_session', { offer_id: 'x' })).toEqual({
        ok: false,
        error: 'bad_arguments',
        detail: 'starts_at',
      })
      expect(await tool(session, turn, 'my_sessions', { patient_id: patients.bia })).toEqual({
        ok: false,
        error: 'bad_arguments',
        detail: 'patient_id',
      })
      expect(await tool(session, turn, 'free_slots', { from: 'ontem' })).toMatchObject({
        ok: false,
        error: 'bad_arguments',
      })
      await session.asPostgres(
        (sql) =>
          sql`insert into public.tenant_modules (tenant_id, module, is_on) values (${aurora.id}, 'sales', false)`,
      )
      expect(await tool(session, turn, 'create_lead', { name: 'Ana' })).toEqual({
        ok: false,
        error: 'module_off',
      })
      for (let n = 0; n < 3; n += 1) await tool(session, turn, 'price')
      expect(await tool(session, turn, 'price')).toEqual({ ok: false, error: 'tool_limit' })
      expect(await tool(session, { ...turn, worker: randomUUID() }, 'price')).toEqual({
        ok: false,
        error: 'lost',
      })
    }))

  it('hands a number of several patients to a person, and a stranger keeps a lead with their own number', () =>
    db.rolledBack(async (session) => {
      await openBooking(session)
      await openTurn(session)
      const stranger = await begin(session)
      expect(await tool(session, stranger, 'my_sessions')).toEqual({ ok: false, error: 'not_a_patient' })
      expect(
        await tool(session, stranger, 'create_lead', { name: 'Rita', message: 'Quero saber mais' }),
      ).toMatchObject({ ok: true })
      expect(
        await tool(session, stranger, 'create_lead', { name: 'Rita', message: 'Quero saber mais' }),
      ).toMatchObject({ ok: true })
      const leads = await session.asPostgres(
        (sql) => sql`select phone, thread_id from public.crm_leads where tenant_id = ${aurora.id}`,
      )
      expect(leads).toEqual([{ phone: mariana, thread_id: await threadOf(session) }])
      await ownNumber(session, patients.ana)
      await ownNumber(session, patients.bia)
      expect(await tool(session, stranger, 'my_sessions')).toEqual({ ok: false, error: 'several_patients' })
    }))

  it('writes every call down, refused ones too', () =>
    db.rolledBack(async (session) => {
      const turn = await anaWrites(session)
      await tool(session, turn, 'price')
      await tool(session, turn, 'nothing_such')
      const { id } = only(await turns(session))
      const calls = await session.asPostgres(
        (sql) =>
          sql`select tool, is_effect from public.ai_tool_calls where tenant_id = ${aurora.id} and turn_id = ${id} order by id`,
      )
      expect(calls).toEqual([
        { tool: 'price', is_effect: false },
        { tool: 'nothing_such', is_effect: false },
      ])
    }))
})
