import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { adjust, itIsForStockKeepers, productId, saveProduct, shelve, variantForm } from '../support/stock.ts'

const db = await createDatabase()

describe('save_product', () => {
  it('keeps options and variants, and archives what the form has no more', () =>
    db.rolledBack(async (session) => {
      const [small, large] = [
        variantForm({ choices: ['10 ml'], sku: 'lav 10' }),
        variantForm({ choices: ['30 ml'], sku: 'LAV-30' }),
      ]
      const options = [{ name: 'Tamanho', choices: ['10 ml', '30 ml', ' 10 ml '] }]
      const saved = await saveProduct(session, { options, variants: [small, large] })
      expect(saved).toMatchObject({ version: 1, options: [{ name: 'Tamanho', choices: ['10 ml', '30 ml'] }] })
      expect(saved.variants.map(({ name, sku }) => [name, sku])).toEqual([
        ['Óleo de lavanda · 10 ml', 'LAV-10'],
        ['Óleo de lavanda · 30 ml', 'LAV-30'],
      ])
      const again = await saveProduct(session, { options, variants: [large] }, { version: 1 })
      expect(again.variants.map(({ sku, archived_at }) => [sku, archived_at === null])).toEqual([
        ['LAV-30', true],
        ['LAV-10', false],
      ])
      await expectRefusal(() => saveProduct(session, {}, { version: 1 }), 'PT409', 'changed_meanwhile')
    }))

  it('gives a SKU and a barcode to one variant', () =>
    db.rolledBack(async (session) => {
      await saveProduct(session, { variants: [variantForm({ sku: 'LIVRO-1', barcode: '7891000315507' })] })
      const other = { id: randomUUID() }
      await expectRefusal(
        () => saveProduct(session, { variants: [variantForm({ sku: 'livro-1' })] }, other),
        'PT409',
        'sku_exists',
      )
      await expectRefusal(
        () => saveProduct(session, { variants: [variantForm({ barcode: '7891000315507' })] }, other),
        'PT409',
        'barcode_exists',
      )
    }))

  it.each([
    ['barcode', { variants: [variantForm({ barcode: '7891000315508' })] }],
    ['sku', { variants: [variantForm({ sku: '  ' })] }],
    ['ncm', { ncm: '1234' }],
    ['cfop', { cfop: '9102' }],
    ['kind', { kind: 'magic' }],
    ['package_sessions', { kind: 'package' }],
    ['variants', { variants: [] }],
    ['choices', { options: [{ name: 'Cor', choices: ['Azul'] }] }],
  ])('refuses a product with a wrong %s', (_, product) =>
    db.rolledBack((session) =>
      expectRefusal(() => saveProduct(session, product), 'PT400', 'invalid_product'),
    ),
  )

  it('sells a package of sessions, and keeps no stock of it', () =>
    db.rolledBack(async (session) => {
      const saved = await saveProduct(session, {
        kind: 'package',
        name: 'Pacote de 10',
        package_sessions: 10,
        package_days: 180,
      })
      expect(saved).toMatchObject({ package_sessions: 10, variants: [{ tracks_stock: false }] })
      await expectRefusal(() => adjust(session, saved.variants[0]!.id), 'PT404', 'variant_not_found')
    }))

  it('keeps on counting what is on a shelf', () =>
    db.rolledBack(async (session) => {
      const { product, variant } = await shelve(session)
      await expectRefusal(
        () =>
          saveProduct(
            session,
            { variants: [variantForm({ id: variant, tracks_stock: false })] },
            { id: product, version: 1 },
          ),
        'PT409',
        'variant_has_stock',
      )
      await expectRefusal(
        () => saveProduct(session, { variants: [variantForm({ id: variant })] }, { id: productId }),
        'PT404',
        'variant_not_found',
      )
    }))

  itIsForStockKeepers(
    db,
    (sql) =>
      sql`select public.save_product(${aurora.id}, gen_random_uuid(), null, '{"kind": "physical", "name": "Livro"}')`,
  )
})
