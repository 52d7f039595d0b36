import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const ids = ['00000000-0000-4000-8000-00000000f001', '00000000-0000-4000-8000-00000000f002'] as const

interface View {
  id: string
  list?: string
  name?: string
  query?: object
  shared?: boolean
  tenant?: string
}

const save = (session: Session, as: Email, view: View) =>
  session.asUser(
    as,
    (
      sql,
    ) => sql`select * from public.save_view(${view.tenant ?? aurora.id}, ${view.id}, ${view.list ?? 'patients'},
      ${view.name ?? 'Minha visão'}, ${sql.json((view.query ?? {}) as never)}, ${view.shared ?? false})`,
  )

const seen = async (session: Session, as: Email) => {
  const rows = await session.asUser(as, (sql) => sql`select name from public.saved_views order by name`)
  return rows.map((row) => row.name as string)
}

describe('save_view', () => {
  it('keeps a view that nobody else sees', () =>
    db.rolledBack(async (session) => {
      const [row] = await save(session, 'recepcao@aurora.test', {
        id: ids[0],
        name: '  Só  as minhas ',
        query: { filters: { tipo: 'usage' } },
      })
      expect(row).toMatchObject({
        name: 'Só as minhas',
        query: { filters: { tipo: 'usage' } },
        person_id: people['recepcao@aurora.test'].id,
      })
      expect(await seen(session, 'recepcao@aurora.test')).toEqual(['Só as minhas'])
      expect(await seen(session, 'dona@aurora.test')).toEqual([])
    }))

  it('shows the clinic what a leader shares, and other clinics nothing', () =>
    db.rolledBack(async (session) => {
      await save(session, 'supervisor@aurora.test', { id: ids[0], name: 'Da equipe', shared: true })
      expect(await seen(session, 'recepcao@aurora.test')).toEqual(['Da equipe'])
      expect(await seen(session, 'dona@horizonte.test')).toEqual([])
    }))

  it('changes the view whose id it gets, and repeats itself without a second one', () =>
    db.rolledBack(async (session) => {
      await save(session, 'admin@aurora.test', { id: ids[0] })
      await save(session, 'admin@aurora.test', { id: ids[0] })
      await save(session, 'admin@aurora.test', { id: ids[0], name: 'Outro nome', shared: true })
      expect(await seen(session, 'recepcao@aurora.test')).toEqual(['Outro nome'])
    }))

  it('lets staff neither share nor change what is shared', () =>
    db.rolledBack(async (session) => {
      const reception = (view: View) => () => save(session, 'recepcao@aurora.test', view)
      await expectRefusal(reception({ id: ids[0], shared: true }), 'PT403', 'forbidden')
      await save(session, 'dona@aurora.test', { id: ids[0], shared: true })
      await expectRefusal(reception({ id: ids[0], name: 'Minha' }), 'PT403', 'forbidden')
    }))

  it('does not know a view of somebody else, or of another list', () =>
    db.rolledBack(async (session) => {
      await save(session, 'recepcao@aurora.test', { id: ids[0] })
      await expectRefusal(() => save(session, 'dona@aurora.test', { id: ids[0] }), 'PT404', 'view_not_found')
      await expectRefusal(
        () => save(session, 'recepcao@aurora.test', { id: ids[0], list: 'doctors' }),
        'PT404',
        'view_not_found',
      )
      await save(session, 'dona@horizonte.test', { id: ids[0], tenant: horizonte.id })
      expect(await seen(session, 'dona@horizonte.test')).toEqual(['Minha visão'])
    }))

  it('gives a name once to each person, once to the clinic, and once a list', () =>
    db.rolledBack(async (session) => {
      const taken = (as: Email, shared: boolean) =>
        expectRefusal(() => save(session, as, { id: ids[1], shared }), 'PT409', 'view_name_taken')
      await save(session, 'admin@aurora.test', { id: ids[0] })
      await taken('admin@aurora.test', false)
      await save(session, 'dona@aurora.test', { id: crypto.randomUUID() })
      await save(session, 'admin@aurora.test', { id: crypto.randomUUID(), list: 'doctors' })
      await save(session, 'admin@aurora.test', { id: crypto.randomUUID(), shared: true })
      await taken('dona@aurora.test', true)
    }))

  it('keeps thirty of a person and a list', () =>
    db.rolledBack(async (session) => {
      for (let n = 1; n <= 30; n++) {
        await save(session, 'recepcao@aurora.test', { id: crypto.randomUUID(), name: `Visão ${n}` })
      }
      await expectRefusal(
        () => save(session, 'recepcao@aurora.test', { id: ids[0] }),
        'PT409',
        'too_many_views',
      )
      await save(session, 'recepcao@aurora.test', { id: ids[0], list: 'doctors' })
    }))

  it.each<[string, Omit<View, 'id'>, string]>([
    ['a name of one letter', { name: ' a ' }, 'invalid_name'],
    ['a name of 61 letters', { name: 'a'.repeat(61) }, 'invalid_name'],
    ['a list that is no identifier', { list: 'Pacientes!' }, 'invalid_view'],
    ['a query that is no object', { query: [] }, 'invalid_view'],
    ['a query that is too large', { query: { text: 'x'.repeat(4000) } }, 'invalid_view'],
  ])('refuses %s', (_, view, code) =>
    db.rolledBack((session) =>
      expectRefusal(() => save(session, 'recepcao@aurora.test', { ...view, id: ids[0] }), 'PT400', code),
    ),
  )

  it('goes with the person who leaves, unless the clinic shares it', () =>
    db.rolledBack(async (session) => {
      await save(session, 'admin@aurora.test', { id: ids[0], name: 'Minha' })
      await save(session, 'admin@aurora.test', { id: ids[1], name: 'Da equipe', shared: true })
      await session.asUser('admin@aurora.test', (sql) => sql`select public.leave_tenant(${aurora.id})`)
      const rows = await session.asPostgres((sql) => sql`select name from public.saved_views`)
      expect(rows.map((row) => row.name)).toEqual(['Da equipe'])
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.save_view(${aurora.id}, ${ids[0]}, 'patients', 'Nome', '{}', false)`,
  )
})
