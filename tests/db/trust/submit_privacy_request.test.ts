import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { patientId, savePatient } from '../support/patients.ts'
import { answer, call, oneId, otherId } from '../support/workspace.ts'

const db = await createDatabase()
const owner = 'dona@aurora.test'
const noon = '2026-11-20T15:00:00Z'
const token = 'a-token-of-the-test-that-nobody-guesses'
const form = {
  full_name: ' Renata  Azevedo ',
  email: 'Renata@Exemplo.test',
  phone: '(11) 98765-4321',
  cpf: '529.982.247-25',
  birth_date: '1985-04-12',
  kind: 'access',
  details: 'Quero a cópia.',
  declared: true,
}
interface Sent {
  state: string
  protocol?: string
  due_on?: string
  problems?: string[]
}
interface Request {
  id: string
  person_name: string
  origin: string
  protocol: string
  email_seen_at: string | null
  likely_patient_name: string | null
}

const openPage = (on: Session, isOpen = true) =>
  answer(on, 'save_privacy_page', { p_is_open: isOpen, p_intro: 'Fale com Olga.' }, owner)
const submit = (on: Session, more: object = {}, { id = oneId, ip = 'ip', seconds = 20, at = noon } = {}) =>
  on.asService(async (sql) => {
    const [row] = await sql<{ sent: Sent }[]>`
      select app.submit_privacy_request(${aurora.slug}, ${id}, ${id === oneId ? token : token + id}, ${sql.json({ ...form, ...more })}, ${seconds}, ${ip}, ${at}) as sent`
    return row!.sent
  })
const look = (on: Session, given: string) =>
  on.asService(async (sql) => {
    const [row] = await sql<{ known: Record<string, unknown> }[]>`
      select app.open_privacy_request(${aurora.slug}, ${given}, 'ip') as known`
    return row!.known
  })
const list = (on: Session) =>
  call<Request>(on, 'list_privacy_requests', { p_due_within: 5, p_today: '2026-11-20' }, owner)
const mails = (on: Session) =>
  on.asPostgres(
    (sql) => sql<{ to: string; data: Record<string, unknown> }[]>`
      select payload ->> 'to' as to, payload -> 'data' as data from app.jobs
      where kind = 'send_email' and payload ->> 'template' = 'privacy_request' order by id`,
  )
const alerts = (on: Session) =>
  on.asPostgres(
    (sql) => sql<{ kind: string; subject: string }[]>`
      select kind, subject from public.alerts where tenant_id = ${aurora.id} and ended_at is null order by kind, subject`,
  )
const check = (on: Session, at: string) =>
  on.asService((sql) => sql`select app.check_privacy(${aurora.id}, ${at})`)

describe('submit_privacy_request', () => {
  it('is unknown until the clinic opens its page, and again when it closes it', () =>
    db.rolledBack(async (on) => {
      expect(await submit(on)).toEqual({ state: 'unknown' })
      await openPage(on)
      await openPage(on, false)
      expect(await submit(on)).toEqual({ state: 'unknown' })
    }))

  it('makes one tracked request of a form, and tells the person and the clinic', () =>
    db.rolledBack(async (on) => {
      await savePatient(on, { patient: { cpf: '52998224725' } })
      await openPage(on)
      const sent = await submit(on)
      expect(sent).toMatchObject({ state: 'received', due_on: '2026-12-05' })
      expect(await submit(on, { details: 'Outra vez' })).toEqual(sent)
      expect(await list(on)).toMatchObject([
        {
          id: oneId,
          person_name: 'Renata Azevedo',
          origin: 'page',
          protocol: sent.protocol,
          contact: 'renata@exemplo.test · +5511987654321',
          details: 'Quero a cópia.',
          cpf: '52998224725',
          days_left: 15,
          likely_patient_id: patientId,
        },
      ])
      const [mail, ...more] = await mails(on)
      expect(more).toEqual([])
      expect(mail).toMatchObject({
        to: 'renata@exemplo.test',
        data: { protocol: sent.protocol, due_on: '2026-12-05', token },
      })
      // nothing that a stranger typed goes out
      expect(JSON.stringify(mail!.data)).not.toMatch(/Renata|cópia/)
      expect(await alerts(on)).toEqual([{ kind: 'privacy_request_due', subject: `${oneId}:new` }])
    }))

  it('answers what is wrong by field', () =>
    db.rolledBack(async (on) => {
      await openPage(on)
      const problems = async (more: object) => (await submit(on, more, { ip: JSON.stringify(more) })).problems
      expect(await problems({ full_name: 'x', email: 'nada', declared: false })).toEqual([
        'full_name',
        'email',
        'declared',
      ])
      expect(await problems({ full_name: 'Veja https://golpe.example' })).toEqual(['full_name'])
      expect(await problems({ cpf: '111.111.111-11', phone: '12', birth_date: '2026-02-30' })).toEqual([
        'phone',
        'cpf',
        'birth_date',
      ])
      expect(await problems({ kind: 'nothing' })).toEqual(['kind'])
      expect(await problems({ kind: 'correction', details: ' ' })).toEqual(['details'])
      expect(await problems({ for_other: true })).toEqual(['acts_for'])
      expect(await list(on)).toEqual([])
    }))

  it('asks whoever is quicker than people, or came by an old page, to send it again', () =>
    db.rolledBack(async (on) => {
      await openPage(on)
      for (const seconds of [0, 2, 86_401])
        expect(await submit(on, {}, { seconds })).toEqual({ state: 'again' })
      expect(await list(on)).toEqual([])
    }))

  it('takes five an hour of one place and five a day of one address', () =>
    db.rolledBack(async (on) => {
      await openPage(on)
      const id = (n: number) => oneId.slice(0, -2) + String(n).padStart(2, '0')
      for (let n = 0; n < 5; n += 1)
        expect((await submit(on, { email: `p${n}@exemplo.test` }, { id: id(n) })).state).toBe('received')
      expect(await submit(on, { email: 'p5@exemplo.test' }, { id: id(5) })).toEqual({ state: 'limited' })
      for (let n = 10; n < 15; n += 1)
        expect((await submit(on, {}, { id: id(n), ip: `ip${n}` })).state).toBe('received')
      expect(await submit(on, {}, { id: id(15), ip: 'ip15' })).toEqual({ state: 'limited' })
    }))

  it('shows the request and its answer to whoever has the link, and knows then that the address is read', () =>
    db.rolledBack(async (on) => {
      await openPage(on)
      const { protocol } = await submit(on)
      expect(await look(on, 'another-token-altogether')).toEqual({ state: 'unknown' })
      expect(await list(on)).toMatchObject([{ email_seen_at: null }])
      expect(await look(on, token)).toMatchObject({ state: 'known', protocol, outcome: 'open', answer: null })
      const [seen] = await list(on)
      expect(seen!.email_seen_at).not.toBeNull()
      await answer(
        on,
        'answer_privacy_request',
        { p_id: oneId, p_state: 'done', p_answer: 'Enviamos.' },
        owner,
      )
      // closing the page closes no request
      await openPage(on, false)
      expect(await look(on, token)).toMatchObject({ outcome: 'done', answer: 'Enviamos.' })
      expect((await mails(on)).map(({ data }) => data.step)).toEqual(['received', 'answered'])
      expect(await alerts(on)).toEqual([])
    }))
})

describe('check_privacy', () => {
  it('warns once five days and one day before, and when it is late', () =>
    db.rolledBack(async (on) => {
      await answer(
        on,
        'save_privacy_request',
        { p_id: otherId, p_request: { kind: 'access', person_name: 'Ana Prado', received_on: '2026-11-10' } },
        owner,
      )
      const at = async (moment: string) => {
        await check(on, moment)
        await check(on, moment)
        return (await alerts(on)).map(({ kind, subject }) => [kind, subject.slice(36)])
      }
      expect(await at('2026-11-19T15:00:00Z')).toEqual([])
      // the day of the clinic, not of UTC
      expect(await at('2026-11-20T02:00:00Z')).toEqual([])
      expect(await at('2026-11-20T12:00:00Z')).toEqual([['privacy_request_due', ':5']])
      expect(await at('2026-11-24T12:00:00Z')).toEqual([['privacy_request_due', ':1']])
      expect(await at('2026-11-25T12:00:00Z')).toEqual([['privacy_request_due', ':1']])
      expect(await at('2026-11-26T12:00:00Z')).toEqual([['privacy_request_late', '']])
      await answer(
        on,
        'answer_privacy_request',
        { p_id: otherId, p_state: 'done', p_answer: 'Feito.' },
        owner,
      )
      expect(await alerts(on)).toEqual([])
    }))

  it('warns of a grave incident until it is told, or it is written down why not', () =>
    db.rolledBack(async (on) => {
      const incident = {
        title: 'Celular perdido',
        description: 'Sem senha.',
        known_on: '2026-11-16',
        is_grave: true,
      }
      const save = (more: object, version: number | null) =>
        answer(
          on,
          'save_privacy_incident',
          { p_id: oneId, p_incident: { ...incident, ...more }, p_version: version },
          owner,
        )
      await save({}, null)
      await check(on, '2026-11-16T15:00:00Z')
      expect(await alerts(on)).toEqual([{ kind: 'incident_due', subject: `${oneId}:5` }])
      await check(on, '2026-11-18T15:00:00Z')
      expect(await alerts(on)).toEqual([{ kind: 'incident_due', subject: `${oneId}:1` }])
      await check(on, '2026-11-25T15:00:00Z')
      expect(await alerts(on)).toEqual([{ kind: 'incident_late', subject: oneId }])
      await save({ not_told_reason: 'O aparelho era cifrado.' }, 1)
      expect(await alerts(on)).toEqual([])
    }))
})
