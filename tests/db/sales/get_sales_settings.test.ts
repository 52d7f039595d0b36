import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForSellers, settings } from '../support/sales.ts'

const db = await createDatabase()

describe('get_sales_settings', () => {
  it('gives every clinic a pipeline to begin with', () =>
    db.rolledBack(async (session) => {
      const { pipelines, lost_reasons } = await settings(session)
      expect(pipelines).toMatchObject([
        { name: 'Vendas', stages: [{ name: 'Primeiro contato' }, {}, {}, {}] },
      ])
      expect(lost_reasons.length).toBe(4)
    }))

  itIsForSellers(db, (sql) => sql`select public.get_sales_settings(${aurora.id})`)
})
