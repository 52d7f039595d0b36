import { describe, expect, it } from 'vitest'
import { ask, patients } from '../support/agenda.ts'
import { callApi, createKey } from '../support/api-keys.ts'
import { useAssistant } from '../support/assistant-screens.ts'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { openBooking } from '../support/online-booking.ts'
import { getPatient, savePatient } from '../support/patients.ts'

const db = await createDatabase()

interface Answer {
  ok: boolean
  error?: string
  detail?: string
  words?: string
  done?: boolean
  needs_confirmation?: boolean
  data?: {
    slots?: { offer_id: string; starts_at: string }[]
    sessions?: { session_id: string }[]
    patient?: string
  }
}

/** Aurora books online, and a program of its own has a key. */
async function program(session: Session, scopes = ['assistant:use']) {
  await openBooking(session)
  await useAssistant(session)
  const { key } = await createKey(session, { scopes })
  /** A call in a second of its own. */
  const call = async (
    tool: string,
    args: object = {},
    idempotency: string | null = null,
  ): Promise<Answer> => {
    await session.asPostgres(
      (sql) => sql`update app.rate_counts set began_at = began_at - interval '2 seconds'`,
    )
    const given = { tool, arguments: args }
    const operation = idempotency ? 'assistant.call_once' : 'assistant.call'
    return (await callApi<Answer & Record<string, unknown>>(session, key!, operation, given, idempotency))
      .body
  }
  const slot = async () => (await call('free_slots')).data!.slots![0]!
  return { key: key!, call, slot }
}

const name = async (session: Session): Promise<string> =>
  String((await getPatient(session, patients.ana)).patient.full_name)
const sessionsOf = (session: Session, patient: string = patients.ana) =>
  session.asPostgres(
    (sql) => sql<{ id: string; status: string }[]>`
      select s.id, p.status from public.sessions s
      join public.session_patients p on p.tenant_id = s.tenant_id and p.session_id = s.id
      where s.tenant_id = ${aurora.id} and p.patient_id = ${patient} order by s.starts_at`,
  )

describe('a program of the clinic', () => {
  it('books for the patient it names after it was told what, once, and the audit names its key', () =>
    db.rolledBack(async (session) => {
      const { call, slot } = await program(session)
      const args = { ...(await slot()), patient: await name(session) }
      const wish = { offer_id: args.offer_id, starts_at: args.starts_at, patient: args.patient }
      const asked = await call('book_session', wish)
      expect(asked).toMatchObject({ ok: true, needs_confirmation: true, data: { patient: args.patient } })
      expect(asked.words).toMatch(/^Posso marcar/)
      expect(asked.words).not.toContain('*sim*')
      expect(await sessionsOf(session)).toEqual([])
      const done = await call('book_session', { ...wish, confirm: true })
      expect(done).toMatchObject({ ok: true, done: true, words: expect.stringMatching(/^Pronto!/) })
      expect(await call('book_session', { ...wish, confirm: true })).toEqual(done)
      expect(await sessionsOf(session)).toHaveLength(1)
      const audit = await session.asPostgres(
        (sql) => sql<{ actor_kind: string; entity_id: string }[]>`
          select actor_kind, entity_id from public.audit_logs where tenant_id = ${aurora.id} and action = 'assistant.tool_used'`,
      )
      expect(audit).toEqual([{ actor_kind: 'api_key', entity_id: 'book_session' }])
    }))

  it('does nothing by a confirmation that nothing came before, or that came too late', () =>
    db.rolledBack(async (session) => {
      const { call, slot } = await program(session)
      const { offer_id, starts_at } = await slot()
      const wish = { offer_id, starts_at, patient: patients.ana }
      expect(await call('book_session', { ...wish, confirm: true })).toMatchObject({
        needs_confirmation: true,
      })
      await session.asPostgres((sql) => sql`update app.key_proposals set expires_at = now()`)
      expect(await call('book_session', { ...wish, confirm: true })).toMatchObject({
        needs_confirmation: true,
      })
      // another patient was never asked about
      expect(await call('book_session', { ...wish, patient: patients.bia, confirm: true })).toMatchObject({
        needs_confirmation: true,
      })
      expect(await sessionsOf(session)).toEqual([])
    }))

  it('confirms, moves and cancels a session of theirs, and no session of somebody else', () =>
    db.rolledBack(async (session) => {
      const { call } = await program(session)
      // far enough for the limit of the clinic
      const from = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
      const [first, second] = (await call('free_slots', { from })).data!.slots!
      const twice = async (tool: string, args: object) => {
        await call(tool, args)
        return call(tool, { ...args, confirm: true })
      }
      const { offer_id, starts_at } = first!
      await twice('book_session', { offer_id, starts_at, patient: patients.ana })
      const { sessions } = (await call('my_sessions', { patient: patients.ana })).data!
      const { session_id } = sessions![0]!
      const own = { session_id, patient: patients.ana }
      for (const tool of ['confirm_session', 'cancel_session'])
        expect(await call(tool, { session_id, patient: patients.bia })).toMatchObject({
          error: 'nothing_found',
        })
      const before = await sessionsOf(session)
      expect(await call('confirm_session', own)).toMatchObject({ needs_confirmation: true })
      expect(await sessionsOf(session)).toEqual(before)
      expect(await twice('confirm_session', own)).toMatchObject({ ok: true, done: true })
      expect((await sessionsOf(session))[0]?.status).toBe('confirmed')
      expect(await twice('move_session', { ...own, starts_at: second!.starts_at })).toMatchObject({
        done: true,
      })
      expect(await twice('cancel_session', own)).toMatchObject({ done: true })
      expect((await sessionsOf(session))[0]?.status).toBe('cancelled')
    }))

  it('keeps a lead with the number it names, once it is confirmed', () =>
    db.rolledBack(async (session) => {
      const { call } = await program(session)
      const lead = { name: 'Nara Nova', phone: '(11) 97777-6666', message: 'Quer saber de terapia' }
      expect(await call('create_lead', { ...lead, phone: 'não tem' })).toMatchObject({
        error: 'bad_arguments',
        detail: 'phone',
      })
      expect(await call('create_lead', lead)).toMatchObject({ needs_confirmation: true })
      await call('create_lead', { ...lead, confirm: true })
      await call('create_lead', { ...lead, confirm: true })
      const rows = await session.asPostgres(
        (sql) => sql<{ full_name: string; phone: string }[]>`
          select full_name, phone from public.crm_leads where tenant_id = ${aurora.id} and full_name = 'Nara Nova'`,
      )
      expect(rows).toEqual([{ full_name: 'Nara Nova', phone: '+5511977776666' }])
    }))

  it('names a patient by the whole name, a phone or the id; a name of two is refused without telling', () =>
    db.rolledBack(async (session) => {
      const { call } = await program(session)
      const whole = await name(session)
      expect(await call('my_sessions', { patient: whole.toUpperCase() })).toMatchObject({
        error: 'nothing_found',
      })
      expect(await call('my_sessions', { patient: whole.split(' ')[0]! })).toEqual({
        ok: false,
        error: 'not_a_patient',
      })
      await savePatient(session, { id: crypto.randomUUID(), version: null, patient: { full_name: whole } })
      expect(await call('my_sessions', { patient: whole })).toEqual({ ok: false, error: 'several_patients' })
    }))

  it.each([
    ['an unknown tool', 'drop_table', {}, 'unknown_tool'],
    ['another tenant’s id', 'price', { tenant_id: horizonte.id }, 'bad_arguments'],
    ['a function’s name', 'app.assistant_price', {}, 'unknown_tool'],
    ['SQL in a name', 'my_sessions', { patient: "' or 1=1 --" }, 'not_a_patient'],
    ['a pattern for a name', 'my_sessions', { patient: '%' }, 'not_a_patient'],
    ['a list for a name', 'my_sessions', { patient: ['x'] }, 'bad_arguments'],
    ['no name', 'my_sessions', {}, 'bad_arguments'],
    [
      'a word for a yes',
      'cancel_session',
      { patient: patients.ana, session_id: 'x', confirm: 'yes' },
      'bad_arguments',
    ],
    ['a very long text', 'catalogue', { query: 'x'.repeat(9000) }, 'bad_arguments'],
    [
      'a time that is none',
      'book_session',
      { patient: patients.ana, offer_id: 'x', starts_at: 'ontem' },
      'bad_arguments',
    ],
  ])('is refused %s', (_, tool, args, error) =>
    db.rolledBack(async (session) => {
      const { call } = await program(session)
      await session.asPostgres(
        (sql) => sql`
          insert into public.tenant_modules (tenant_id, module, is_on) values (${aurora.id}, 'products', true)
          on conflict (tenant_id, module) do update set is_on = true`,
      )
      expect(await call(tool, args)).toMatchObject({ ok: false, error })
    }),
  )

  it('never finds a patient of another clinic', () =>
    db.rolledBack(async (session) => {
      const { call } = await program(session)
      const [other] = await session.asPostgres(
        (sql) => sql<{ id: string; name: string }[]>`
          insert into public.patients (tenant_id, full_name) values (${horizonte.id}, 'Olga Outra') returning id, name`,
      )
      for (const patient of [other!.id, other!.name])
        expect(await call('my_sessions', { patient })).toEqual({ ok: false, error: 'not_a_patient' })
    }))

  it('finds an order of its clinic by number, by who bought and by the patient, and none of another', () =>
    db.rolledBack(async (session) => {
      const { call } = await program(session)
      const sell = async (tenant: string, number: number, buyer: object) =>
        session.asPostgres(
          (sql) => sql`
            with payer as (
              insert into public.payers ${sql({ tenant_id: tenant, identity: `test:${number}`, full_name: 'Davi Compra', ...buyer })} returning id)
            insert into public.orders (tenant_id, id, number, channel, payer_id, subtotal_cents)
            select ${tenant}, gen_random_uuid(), ${number}, 'shop', payer.id, ${number * 100} from payer`,
        )
      await session.asPostgres(
        (sql) => sql`
          insert into public.tenant_modules (tenant_id, module, is_on) values (${aurora.id}, 'products', true)
          on conflict (tenant_id, module) do update set is_on = true`,
      )
      await sell(aurora.id, 101, { phone: '+5511955554444' })
      await sell(aurora.id, 102, {})
      await sell(aurora.id, 103, { full_name: null, patient_id: patients.ana })
      await sell(horizonte.id, 501, { phone: '+5511955554444' })
      const found = async (args: object) => {
        const { data } = (await call('order_state', args)) as {
          data?: { orders: { number: number; total_cents: number; state: string }[] }
        }
        return data?.orders.map(({ number }) => number) ?? null
      }
      expect(await call('order_state', { number: 102 })).toMatchObject({
        ok: true,
        words: 'Pedido 102: aguardando pagamento',
        data: { orders: [{ number: 102, total_cents: 10200, state: 'pending' }] },
      })
      expect(await found({ phone: '(11) 95555-4444' })).toEqual([101])
      expect(await found({ patient: patients.ana })).toEqual([103])
      expect(await found({ patient: patients.ana, number: 103 })).toEqual([103])
      for (const nobodys of [
        { number: 501 },
        { number: 101, phone: '+5511900000000' },
        { number: 102, patient: patients.ana },
        { patient: patients.bia },
      ])
        expect(await call('order_state', nobodys)).toEqual({ ok: false, error: 'nothing_found' })
      expect(await call('order_state')).toMatchObject({ error: 'bad_arguments', detail: 'number' })
      expect(await call('order_state', { phone: 'o dele' })).toMatchObject({
        error: 'bad_arguments',
        detail: 'phone',
      })
    }))

  it('is answered once for an idempotency key', () =>
    db.rolledBack(async (session) => {
      const { call } = await program(session)
      const first = await call('free_slots', {}, 'k1')
      expect(await call('free_slots', {}, 'k1')).toEqual(first)
      await expectError(call('price', {}, 'k1'), 'PT409', 'idempotency_key_in_use')
    }))

  it('needs the scope and the module', () =>
    db.rolledBack(async (session) => {
      const { call } = await program(session, ['sessions:write', 'patients:read'])
      await expectError(call('free_slots'), 'PT403', 'api_scope_missing')
      await session.asPostgres(
        (sql) => sql`
          insert into public.tenant_modules (tenant_id, module, is_on) values (${aurora.id}, 'products', false)
          on conflict (tenant_id, module) do update set is_on = false`,
      )
      const { key } = await createKey(session, { scopes: ['assistant:use'] })
      const tools = () => callApi<{ tools: { name: string }[] }>(session, key!, 'assistant.tools')
      expect((await tools()).body.tools.map((tool) => tool.name)).toContain('free_slots')
      expect((await tools()).body.tools.map((tool) => tool.name)).not.toContain('catalogue')
      await session.asPostgres(
        (sql) =>
          sql`update public.tenant_modules set is_on = false where tenant_id = ${aurora.id} and module = 'assistant'`,
      )
      await expectError(tools(), 'PT403', 'module_off')
    }))

  it('cannot call what is not given to keys', () =>
    db.rolledBack(async (session) => {
      await program(session)
      await expectError(
        session.asUser(
          'dona@aurora.test',
          (sql) => sql`select app.api_assistant_call(${aurora.id}, '{"tool": "price"}')`,
        ),
        'PT401',
        'api_key_invalid',
      )
      expect(await ask(session, 'list_api_keys', {}, 'dona@aurora.test')).toHaveLength(1)
    }))
})
