import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

async function call<Answer>(account: Account, name: string, args: object): Promise<Answer> {
  const { data, error } = await account.client.rpc(name, { p_tenant_id: account.tenantId, ...args })
  if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
  return data as Answer
}

/** A clinic with a deck of cards of which it has four, at R$ 10,00 each, and whom it buys them from. */
async function clinicWithStock(name: string) {
  const owner = await newAccount(name)
  const [variant, supplier] = [crypto.randomUUID(), crypto.randomUUID()]
  await call(owner, 'set_module', { p_module: 'products', p_is_on: true })
  await call(owner, 'save_supplier', {
    p_id: supplier,
    p_supplier: { name: 'Editora Pé de Laranja' },
    p_emails: [{ email: 'pedidos@pedelaranja.test' }],
  })
  const variants = [
    { id: variant, sku: 'BAR-EMO', price_cents: 8990, cost_cents: 1000, supplier_id: supplier },
  ]
  await call(owner, 'save_product', {
    p_id: crypto.randomUUID(),
    p_version: null,
    p_product: { kind: 'physical', name: 'Baralho das emoções', variants },
  })
  await call(owner, 'adjust_stock', {
    p_id: crypto.randomUUID(),
    p_variant_id: variant,
    p_place_id: null,
    p_quantity: 4,
    p_reason: 'opening',
    p_note: null,
    p_lot: null,
  })
  return { owner, variant }
}

async function open(owner: Account, path: string, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const page = await browser.newPage({ viewport })
  await storeSession(page, owner)
  await page.goto(path)
  return page
}

describe('stock', () => {
  it('is bought in parts, and what it costs is averaged', async () => {
    const { owner } = await clinicWithStock('Clínica que Compra')
    const page = await open(owner, '/produtos/compras')
    await page.getByRole('button', { name: 'Novo pedido de compra' }).click()
    const draft = page.getByRole('dialog', { name: 'Novo pedido de compra' })
    await draft.getByLabel('Fornecedor').selectOption({ label: 'Editora Pé de Laranja' })
    await draft.getByLabel('Item 1').fill('Baralho')
    await page.getByRole('option', { name: /Baralho das emoções/ }).click()
    await draft.getByLabel('Quantidade').fill('6')
    await draft.getByLabel('Custo unitário').fill('20,00')
    await expectAccessible(page)
    await draft.getByRole('button', { name: 'Salvar' }).click()
    await page.getByRole('link', { name: 'Pedido de compra nº 1' }).click()
    await page.getByRole('button', { name: 'Enviar por e-mail' }).click()
    await page.getByText('Enviado', { exact: true }).waitFor()

    const receive = async (units: string | null) => {
      await page.getByRole('button', { name: 'Receber' }).click()
      const dialog = page.getByRole('dialog', { name: 'Receber o pedido nº 1' })
      if (units) await dialog.getByLabel('Chegaram').fill(units)
      if (units) await expectAccessible(page)
      await dialog.getByRole('button', { name: 'Receber' }).click()
      await dialog.waitFor({ state: 'detached' })
    }
    await receive('2')
    await page.getByText('Recebido em parte').waitFor()
    await page.getByText('2 de 6').waitFor()
    await receive(null)
    await page.getByText('Recebido', { exact: true }).waitFor()
    await page.getByText('6 de 6').waitFor()
    await page.getByRole('button', { name: 'Receber' }).waitFor({ state: 'detached' })
    await expectAccessible(page)

    // four at R$ 10,00 and six at R$ 20,00
    await page.getByRole('link', { name: 'Baralho das emoções' }).click()
    await page.getByText('10 em estoque · 0 reservado · R$ 160,00').waitFor()
    expect(await page.getByLabel('Custo', { exact: false }).first().inputValue()).toBe('16,00')
    await expectAccessible(page)
  })

  it('is counted, and what is missing has a reason', async () => {
    const { owner } = await clinicWithStock('Clínica que Conta')
    const page = await open(owner, '/produtos/estoque', { width: 390, height: 844 })
    await page.getByRole('button', { name: 'Contar estoque' }).click()
    const counted = page.getByLabel('Contado de Baralho das emoções')
    await counted.fill('3')
    await counted.press('Enter')
    await page.getByText('1 de 1 contados, 1 com diferença').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Aplicar contagem' }).click()
    const question = page.getByRole('alertdialog').or(page.getByRole('dialog'))
    await question.getByLabel('Por que há diferença').fill('Um baralho molhou')
    await expectAccessible(page)
    await question.getByRole('button', { name: 'Aplicar contagem' }).click()
    await page.getByText('Contagem aplicada').waitFor()
    await page.goto('/produtos/movimentos')
    await page.getByText('Um baralho molhou').locator('visible=true').first().waitFor()
    await page.getByText('-1 → 3').or(page.getByText('−1 → 3')).locator('visible=true').first().waitFor()
    await expectAccessible(page)
  })
})
