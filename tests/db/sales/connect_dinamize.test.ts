import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { account, connectDinamize, contact, pull, syncOf, waiting } from '../support/dinamize.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { getLead, history, leadId, saveLead } from '../support/sales.ts'

const db = await createDatabase()

describe('connect_dinamize', () => {
  it('takes only what is sealed, and no other account without its password', () =>
    db.rolledBack(async (session) => {
      const connect = (id: string, credentials: string | null) =>
        session.asUser(
          'admin@aurora.test',
          (sql) => sql`select app.connect_dinamize(${aurora.id}, ${id},
            '{"client_code": "1", "user_hint": "a", "list_code": "2", "list_name": "L"}', ${credentials}::text::jsonb)`,
        )
      await expectRefusal(() => connect(account, '{"user": "a"}'), 'PT400', 'credentials_not_encrypted')
      await expectRefusal(() => connect(account, null), 'PT400', 'credentials_not_encrypted')
      await connectDinamize(session)
      await connect(account, null)
      await expectRefusal(
        () => connect('0d000000-0000-4000-8000-0000000000d2', null),
        'PT400',
        'credentials_not_encrypted',
      )
    }))

  it('is audited, without who signs in', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session)
      const [row] = await session.asPostgres(
        (sql) => sql`select after from public.audit_logs where action = 'dinamize.connected'`,
      )
      expect(row?.after).not.toHaveProperty('user_hint')
    }))

  itIsForAdmins(
    db,
    (sql) => sql`select app.connect_dinamize(${aurora.id}, ${account},
      '{"client_code": "1", "user_hint": "a", "list_code": "2", "list_name": "L"}', '{"v": 1, "kid": "k", "iv": "x", "ct": "y"}')`,
  )
})

describe('who comes from the list', () => {
  it('is the lead with the address; what is empty here is filled in', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session, { is_pushing: false })
      await saveLead(session)
      await pull(
        session,
        contact({ email: ' OTTO@exemplo.test', phone: '11 97777-0001', company: 'Padaria Sol' }),
      )
      expect(await getLead(session)).toMatchObject({
        full_name: 'Otto Reis',
        phone: '+5511977770001',
        company: 'Padaria Sol',
        origin: 'manual',
        version: 2,
      })
      expect((await history(session))[0]).toMatchObject({
        kind: 'changed',
        after: { company: 'Padaria Sol' },
      })
    }))

  it('is the lead without an address that has number and name, and not their mother', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session, { is_pushing: false })
      await saveLead(session, { email: '', phone: '11977770001' })
      await pull(
        session,
        contact({ code: '1', email: 'mae@exemplo.test', name: 'Vera Reis', phone: '11 97777-0001' }),
        contact({ code: '2', phone: '11 97777-0001' }),
      )
      expect(await getLead(session)).toMatchObject({ email: 'otto@exemplo.test' })
      const [row] = await session.asPostgres((sql) => sql`select count(*)::int as n from public.crm_leads`)
      expect(row).toEqual({ n: 2 })
    }))

  it('changes nothing of who was converted, and makes no second lead of them', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session, { is_pushing: false })
      await saveLead(session, { status: 'discarded' })
      await pull(session, contact({ name: 'Otto Outro' }))
      expect(await getLead(session)).toMatchObject({ full_name: 'Otto Reis', version: 1 })
      const [row] = await session.asPostgres((sql) => sql`select count(*)::int as n from public.crm_leads`)
      expect(row).toEqual({ n: 1 })
    }))

  it('does not take the address of another lead', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session, { is_pushing: false })
      await saveLead(session)
      await saveLead(
        session,
        { full_name: 'Vera Reis', email: 'vera@exemplo.test' },
        { id: '5e000000-0000-4000-8000-000000000002' },
      )
      await pull(
        session,
        contact(),
        contact({ code: '900002', email: 'vera@exemplo.test', name: 'Vera Reis' }),
      )
      await pull(session, contact({ email: 'vera@exemplo.test' }))
      expect(await getLead(session)).toMatchObject({ email: 'otto@exemplo.test' })
    }))

  it('counts a page once, however often it is written', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session)
      await pull(session, contact())
      const [again] = await session.asService(
        (sql) =>
          sql`select app.apply_lead_page(${aurora.id}, null, 1, ${sql.json([contact({ code: '5', email: 'b@exemplo.test' })])}, false) as more`,
      )
      expect(again).toEqual({ more: false })
      const [row] = await session.asPostgres((sql) => sql`select count(*)::int as n from public.crm_leads`)
      expect(row).toEqual({ n: 1 })
      expect(await waiting(session)).toEqual([])
    }))
})

describe('conflicts', () => {
  const both = async (session: Parameters<typeof pull>[0]) => {
    await connectDinamize(session)
    await saveLead(session, { company: 'Sol' })
    await pull(session, contact({ company: 'Sol' }))
    await session.asPostgres((sql) => sql`delete from app.jobs where kind = 'push_lead'`)
  }

  it.each([
    ['there', null, { name: 'Otto Lá' }, 'Otto Lá', false],
    ['here', 'Otto Aqui', {}, 'Otto Aqui', true],
    ['on both sides', 'Otto Aqui', { name: 'Otto Lá' }, 'Otto Aqui', true],
    ['on both sides the same', 'Otto Novo', { name: 'Otto Novo' }, 'Otto Novo', false],
    ['to nothing there', null, { name: null }, 'Otto Reis', false],
  ])('changed %s', (_where, here, there, outcome, isSent) =>
    db.rolledBack(async (session) => {
      await both(session)
      if (here) await saveLead(session, { full_name: here, company: 'Sol' }, { version: 1 })
      await pull(session, contact({ company: 'Sol', ...there }))
      expect(await getLead(session)).toMatchObject({ full_name: outcome, company: 'Sol' })
      const sync = await syncOf(session, leadId)
      expect(sync?.status === 'pending').toBe(isSent)
      if (isSent) expect(await waiting(session)).toEqual([{ lead: leadId }])
    }),
  )

  it('decides each field by itself', () =>
    db.rolledBack(async (session) => {
      await both(session)
      await saveLead(session, { company: 'Estrela' }, { version: 1 })
      await pull(session, contact({ name: 'Otto Lá', company: 'Sol' }))
      expect(await getLead(session)).toMatchObject({ full_name: 'Otto Lá', company: 'Estrela' })
    }))
})
