import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { addPlace, adjust, ordered, receive, saveProduct, shelve, variantForm } from '../support/stock.ts'
import {
  leader,
  publish,
  runOf,
  runs,
  save,
  say,
  task,
  tell,
  walked,
  work,
  workflow,
  type Step,
} from '../support/workflows.ts'

const db = await createDatabase()
const now = '2026-06-10T15:00:00Z'

/** Hands what was told of the stock to the workflows; how many started. */
async function hear(session: Session): Promise<number> {
  const events = await session.asPostgres(
    (sql) => sql<{ payload: Record<string, unknown> }[]>`
      delete from app.jobs where tenant_id = ${aurora.id} and kind = 'workflow_event' returning payload`,
  )
  let started = 0
  for (const { payload } of events) started += await tell(session, payload, now)
  return started
}
const buy = (title = '{{produto}}: {{estoque}}') => task('buy', title)
const told = async (session: Session) => {
  const [run] = await runs(session)
  return { title: run!.title, text: (await runOf(session, run!.id)).steps[0]?.result.text }
}
const tellLots = async (session: Session, at: string) => {
  const [row] = await session.asService(
    (sql) => sql<{ lots: number }[]>`select app.tell_expiring_lots(${at}) as lots`,
  )
  return row!.lots
}
/** How far from today a day of the clinic is. */
const dayIn = async (session: Session, days: number) => {
  const [row] = await session.asPostgres(
    (sql) => sql<{ day: string }[]>`select (app.clinic_today(${aurora.id}) + ${days}::int)::text as day`,
  )
  return row!.day
}

describe('a workflow about the stock', () => {
  it('starts when the last unit of a product goes, wherever it lies, and not when it moves to another place', () =>
    db.rolledBack(async (session) => {
      await publish(session, workflow([buy('Comprar {{produto}}')], 'stock.out'))
      const { variant, place } = await shelve(session, { quantity: 2 })
      await adjust(session, variant, { quantity: 1, reason: 'used' })
      const other = await addPlace(session, 'Loja')
      await ask(session, 'transfer_stock', {
        id: randomUUID(),
        from: place,
        to: other,
        lines: [{ variant_id: variant, quantity: 1 }],
      })
      expect(await hear(session)).toBe(0)
      await adjust(session, variant, { quantity: 1, reason: 'used', place_id: other })
      expect(await hear(session)).toBe(1)
      await work(session, now)
      expect(await walked(session)).toEqual(['buy done'])
      const [product] = await session.asPostgres(
        (sql) => sql<{ name: string }[]>`
          select q.name from public.products q join public.product_variants v on v.tenant_id = q.tenant_id and v.product_id = q.id
          where v.id = ${variant}`,
      )
      expect(await told(session)).toEqual({ title: product!.name, text: `Comprar ${product!.name}` })
    }))

  it('starts once when a product is to be bought again', () =>
    db.rolledBack(async (session) => {
      await publish(session, workflow([buy()], 'stock.low'))
      const form = variantForm({ reorder_point: 2 })
      const { variants } = await saveProduct(session, { name: 'Livro', variants: [form] })
      await adjust(session, variants[0]!.id, { quantity: 2 })
      const suggest = () => session.asService((sql) => sql`select app.suggest_purchases(${aurora.id})`)
      await suggest()
      await suggest()
      expect(await hear(session)).toBe(1)
      await work(session, now)
      expect((await told(session)).text).toBe('Livro: 2')
      const events = await ask<{ title: string }[]>(
        session,
        'list_workflow_events',
        { trigger_kind: 'stock.low' },
        leader,
      )
      expect(events).toMatchObject([{ title: 'Livro' }])
    }))

  it('starts for each lot that expires within the days that it says, once, also when a morning was missed', () =>
    db.rolledBack(async (session) => {
      await publish(
        session,
        workflow([buy('{{produto}} vence em {{validade}}')], 'stock.expiring', { days: 15 }),
      )
      const day = await dayIn(session, 15)
      await shelve(session, {
        lots: [
          { code: 'A1', expires: day, quantity: 3 },
          { code: 'B2', expires: await dayIn(session, 16), quantity: 3 },
          { code: 'C3', expires: null, quantity: 3 },
        ],
      })
      const noon = `${await dayIn(session, 0)}T15:00:00Z`
      expect(await tellLots(session, noon)).toBe(1)
      // not heard yet: told again the next time
      expect(await tellLots(session, noon)).toBe(1)
      expect(await hear(session)).toBe(1)
      expect(await tellLots(session, noon)).toBe(0)
      await work(session, now)
      expect((await told(session)).text).toMatch(
        new RegExp(`^Óleo .* \\(A1\\) vence em ${day.split('-').reverse().join('/')}$`),
      )
      const events = await ask<{ title: string }[]>(
        session,
        'list_workflow_events',
        { trigger_kind: 'stock.expiring' },
        leader,
      )
      expect(events).toHaveLength(2)
    }))

  it('starts when a purchase arrives, each time', () =>
    db.rolledBack(async (session) => {
      await publish(session, workflow([buy('Conferir a compra {{compra}}')], 'purchase.received'))
      const { variants } = await saveProduct(session, { name: 'Livro', variants: [variantForm()] })
      const { items } = await ordered(session, [
        { variant_id: variants[0]!.id, quantity: 5, cost_cents: 1000 },
      ])
      const arrive = () => receive(session, [{ item_id: items[0]!.id, quantity: 2 }])
      await arrive()
      await arrive()
      expect(await hear(session)).toBe(2)
      await work(session, now)
      expect((await told(session)).text).toMatch(/^Conferir a compra nº 1 de /)
    }))

  it('takes no step that needs a person', () =>
    db.rolledBack(async (session) => {
      const notify: Step = { id: 'n', kind: 'notify', options: { user_id: null, text: 'Acabou' } }
      const { id, problems } = await save(session, workflow([buy(), say('hi'), notify], 'stock.out'))
      expect(problems.filter(({ code }) => code === 'needs_person').map(({ step_id }) => step_id)).toEqual([
        'hi',
        'n',
      ])
      const publishing = () => ask(session, 'publish_workflow', { id }, leader)
      await expectRefusal(publishing, 'PT409', 'workflow_has_problems')
    }))
})
