import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { leader } from '../support/sales.ts'

const db = await createDatabase()

const set = (session: Session, module: string, isOn: boolean | null) =>
  session.asUser(
    'admin@aurora.test',
    (sql) => sql`select * from public.set_module(${aurora.id}, ${module}, ${isOn})`,
  )
const modules = async (session: Session) => {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) =>
      sql<{ context: { memberships: { modules: string[] }[] } }[]>`select public.my_context() as context`,
  )
  return row?.context.memberships[0]?.modules
}
const audited = (session: Session) =>
  session.asPostgres(
    (sql) => sql`
      select action, entity_id, before, after from public.audit_logs
      where tenant_id = ${aurora.id} and entity = 'module' order by id`,
  )

describe('set_module', () => {
  it('switches a module off: nobody has it in their context, and its functions refuse', () =>
    db.rolledBack(async (session) => {
      expect(await modules(session)).toContain('sales')
      const [sales] = await set(session, 'sales', false)
      expect(sales).toMatchObject({ module: 'sales', is_on: false, is_usable: false })
      expect(await modules(session)).not.toContain('sales')
      await expectRefusal(() => ask(session, 'list_leads'), 'PT403', 'module_off')
      await expectRefusal(
        () => ask(session, 'save_lost_reasons', { reasons: [] }, leader),
        'PT403',
        'module_off',
      )
      await set(session, 'sales', true)
      expect(await modules(session)).toContain('sales')
      await ask(session, 'list_leads')
    }))

  it('is the choice of one clinic', () =>
    db.rolledBack(async (session) => {
      await set(session, 'sales', false)
      await session.asUser(
        'dona@horizonte.test',
        (sql) => sql`select public.get_sales_settings(${horizonte.id})`,
      )
    }))

  it('is off without the module that it needs, and comes back with it', () =>
    db.rolledBack(async (session) => {
      await set(session, 'shop', true)
      expect(await modules(session)).toContain('shop')
      const rows = await set(session, 'products', false)
      expect(rows.find(({ module }) => module === 'shop')).toMatchObject({ is_on: true, is_usable: false })
      expect(await modules(session)).not.toContain('shop')
      await set(session, 'products', true)
      expect(await modules(session)).toContain('shop')
    }))

  it('is audited once, also when it is said again', () =>
    db.rolledBack(async (session) => {
      await set(session, 'sales', false)
      await set(session, 'sales', false)
      await set(session, 'sales', true)
      expect(await audited(session)).toEqual([
        {
          action: 'module.switched_off',
          entity_id: 'sales',
          before: { is_on: true },
          after: { is_on: false },
        },
        {
          action: 'module.switched_on',
          entity_id: 'sales',
          before: { is_on: false },
          after: { is_on: true },
        },
      ])
    }))

  it('finds nothing of a clinic without sales, and its forms are nobody’s', () =>
    db.rolledBack(async (session) => {
      const form = '5f000000-0000-4000-8000-0000000000f1'
      await ask(session, 'save_lead', {
        id: '5f000000-0000-4000-8000-0000000000e1',
        version: null,
        lead: { full_name: 'Quirino Modular', email: 'quirino@exemplo.test' },
      })
      await ask(session, 'save_lead_form', { id: form, form: { title: 'Fale com a gente' } }, leader)
      const found = () =>
        session.asUser(
          'recepcao@aurora.test',
          (sql) => sql`select kind from public.search_global(${aurora.id}, 'Quirino Modular', array['lead'])`,
        )
      const look = async () => {
        const [row] = await session.asService(
          (sql) => sql`select app.look_at_lead_form(${form}, 'x') ->> 'state' as state`,
        )
        return row?.state
      }
      expect(await found()).toEqual([{ kind: 'lead' }])
      expect(await look()).toBe('open')
      await set(session, 'sales', false)
      expect(await found()).toEqual([])
      expect(await look()).toBe('unknown')
    }))

  it.each([
    ['nothing', true],
    ['sales', null],
  ])('refuses %s switched to %s', (module, isOn) =>
    db.rolledBack((session) => expectRefusal(() => set(session, module, isOn), 'PT404', 'module_not_found')),
  )

  itIsForAdmins(db, (sql) => sql`select public.set_module(${aurora.id}, 'sales', false)`)
})
