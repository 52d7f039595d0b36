import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForStockKeepers, ordered, purchaseId, saveSupplier, shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('send_purchase', () => {
  it('sends the mail with its lines, and asks for an address', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      await ordered(session, [{ variant_id: variant, quantity: 3, cost_cents: 100 }])
      const send = (way: string) => ask<{ state: string }>(session, 'send_purchase', { id: purchaseId, way })
      await expectRefusal(() => send('email'), 'PT409', 'supplier_without_email')
      await expectRefusal(() => send('pigeon'), 'PT400', 'invalid_purchase')
      await saveSupplier(session, {}, { emails: [{ email: 'vendas@aromas.test' }] })
      expect(await send('email')).toMatchObject({ state: 'sent', sent_by_way: 'email' })
      const [job] = await session.asPostgres(
        (sql) => sql`select payload from app.jobs where kind = 'send_email'`,
      )
      expect(job!.payload).toMatchObject({
        template: 'purchase_order',
        to: 'vendas@aromas.test',
        data: {
          number: 1,
          supplier: 'Aromas do Sul',
          buyer: { name: 'Clínica Aurora' },
          items: [{ quantity: 3, cost_cents: 100 }],
        },
      })
      await ask(session, 'cancel_purchase', { id: purchaseId })
      await expectRefusal(() => send('other'), 'PT409', 'purchase_closed')
    }))

  itIsForStockKeepers(db, (sql) => sql`select public.send_purchase(${aurora.id}, gen_random_uuid(), 'other')`)
})
