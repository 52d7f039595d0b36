import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import type { Session } from '../support/database.ts'
import { itIsForLeaders, leader, type Lead } from '../support/sales.ts'

const db = await createDatabase()

describe('save_lead_form', () => {
  const formId = '5f000000-0000-4000-8000-000000000001'
  const open = (session: Session, form = {}) =>
    ask(
      session,
      'save_lead_form',
      { id: formId, form: { title: 'Fale com a gente', asks_company: true, ...form } },
      leader,
    )
  const look = async (session: Session) => {
    const [row] = await session.asService((sql) => sql`select app.look_at_lead_form(${formId}, 'ip') as form`)
    return row!['form'] as unknown
  }
  const send = async (
    session: Session,
    answers = {},
    seconds: number | null = 20,
    trapped = false,
    ip = 'ip',
  ) => {
    const all = { full_name: 'Lia Costa', phone: '11 97777-0001', ...answers }
    const [row] = await session.asService(
      (sql) => sql<{ answer: { state: string } }[]>`
        select app.submit_lead_form(${formId}, ${ip}, ${sql.json(all)}, ${seconds}, ${trapped}) as answer`,
    )
    return row!.answer
  }
  const leads = (session: Session) => ask<Lead[]>(session, 'list_leads')

  it('is open to visitors, and what they send is a lead with where they came from', () =>
    db.rolledBack(async (session) => {
      expect(await look(session)).toEqual({ state: 'unknown' })
      await open(session, { owner_id: people['recepcao@aurora.test'].id, thanks: 'Obrigada!' })
      expect(await look(session)).toMatchObject({
        state: 'open',
        clinic_name: 'Clínica Aurora',
        asks_company: true,
      })
      expect(
        await send(session, { message: 'Avaliação', utm: { source: 'google', evil: 'x' } }),
      ).toMatchObject({ state: 'thanks', thanks: 'Obrigada!' })
      expect(await leads(session)).toMatchObject([
        {
          full_name: 'Lia Costa',
          origin: 'site_form',
          utm: { source: 'google' },
          owner_name: 'Rita Recepção',
          form_title: 'Fale com a gente',
        },
      ])
      await open(session, { is_active: false })
      expect([await look(session), await send(session)]).toEqual([{ state: 'unknown' }, { state: 'unknown' }])
    }))

  it('makes one lead of who writes twice', () =>
    db.rolledBack(async (session) => {
      await open(session)
      await send(session, { message: 'Oi' })
      await send(session, { message: 'E o preço?', email: 'lia@exemplo.test' })
      expect(await leads(session)).toMatchObject([{ email: 'lia@exemplo.test', message: 'Oi\n\nE o preço?' }])
    }))

  it('writes down nothing of machines, and tells them nothing', () =>
    db.rolledBack(async (session) => {
      await open(session)
      expect(await send(session, {}, 1)).toMatchObject({ state: 'thanks' })
      expect(await send(session, {}, 20, true)).toMatchObject({ state: 'thanks' })
      expect(await send(session, {}, 90_000)).toEqual({ state: 'stale' })
      expect(await send(session, {}, null)).toEqual({ state: 'stale' })
      expect(await send(session, { full_name: '', phone: '' })).toEqual({
        state: 'invalid',
        problems: ['full_name', 'email', 'phone'],
      })
      expect(await leads(session)).toEqual([])
      for (let n = 0; n < 5; n += 1) await send(session, { phone: `11 97777-100${n}` })
      expect(await send(session, { phone: '11 97777-2000' })).toEqual({ state: 'limited' })
      expect(await send(session, { phone: '11 97777-2000' }, 20, false, 'other')).toMatchObject({
        state: 'thanks',
      })
    }))

  itIsForLeaders(
    db,
    (sql) => sql`select public.save_lead_form(${aurora.id}, gen_random_uuid(), '{"title": "Contato"}')`,
  )
})
