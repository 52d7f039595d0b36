import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { mailTo } from './support/mailbox.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

async function call(account: Account, name: string, args: object): Promise<void> {
  const { error } = await account.client.rpc(name, { p_tenant_id: account.tenantId, ...args })
  if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
}

/** A clinic that has ordered five notebooks from a supplier with this address. */
async function clinicThatBuys(name: string, email: string) {
  const owner = await newAccount(name, 'Olívia Souza')
  const [variant, supplier, purchase] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  await call(owner, 'set_module', { p_module: 'products', p_is_on: true })
  await call(owner, 'save_product', {
    p_id: crypto.randomUUID(),
    p_version: null,
    p_product: {
      kind: 'physical',
      name: 'Caderno das emoções',
      variants: [{ id: variant, sku: 'CAD-1', price_cents: 3890, cost_cents: 1750 }],
    },
  })
  await call(owner, 'save_supplier', {
    p_id: supplier,
    p_supplier: { name: 'Papelaria do Vale' },
    p_emails: [{ email }],
  })
  await call(owner, 'save_purchase', {
    p_id: purchase,
    p_version: null,
    p_purchase: {
      supplier_id: supplier,
      items: [{ variant_id: variant, quantity: 5, cost_cents: 1750 }],
    },
  })
  return { owner, purchase }
}

async function open(owner: Account, path: string, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const page = await browser.newPage({ viewport })
  await storeSession(page, owner)
  await page.goto(path)
  return page
}

describe('the stock', () => {
  it('is bought by e-mail, arrives in parts, goes back, and is counted with a reason for what is missing', async () => {
    const email = `vendas-${crypto.randomUUID()}@papelaria.test`
    const { owner, purchase } = await clinicThatBuys('Clínica que Compra', email)
    const page = await open(owner, `/produtos/compras/${purchase}`)
    await page.getByRole('button', { name: 'Enviar por e-mail' }).click()
    await page.getByText('Pedido enviado por e-mail').waitFor()
    await page.getByText('Enviado', { exact: true }).waitFor()
    await expectAccessible(page)
    expect(await mailTo(email)).toMatchObject({
      subject: 'Pedido de compra nº 1 de Clínica que Compra',
      files: ['pedido-de-compra-1.pdf'],
    })

    await page.getByRole('button', { name: 'Receber' }).click()
    const receive = page.getByRole('dialog', { name: 'Receber o pedido nº 1' })
    await receive.getByLabel('Chegaram').fill('6')
    await receive.getByRole('button', { name: 'Receber' }).click()
    await receive.getByText('No máximo 5').waitFor()
    await receive.getByLabel('Chegaram').fill('3')
    await receive.getByLabel('Nota fiscal').fill('NF 812')
    await expectAccessible(page)
    await receive.getByRole('button', { name: 'Receber' }).click()
    await page.getByText('Recebido em parte').waitFor()
    await page.getByText('3 de 5').waitFor()
    await page.getByText('NF 812').waitFor()

    await page.goto('/produtos/estoque')
    await page.getByRole('button', { name: 'Ajustar o estoque de Caderno das emoções' }).first().click()
    const adjust = page.getByRole('dialog', { name: 'Ajustar estoque' })
    await adjust.getByLabel('Motivo').selectOption('Outro motivo (saída)')
    await adjust.getByLabel('Quantidade').fill('1')
    await adjust.getByRole('button', { name: 'Salvar' }).click()
    await adjust.getByText('Explique o motivo.').waitFor()
    await adjust.getByLabel('Observação').fill('Devolvido ao fornecedor')
    await expectAccessible(page)
    await adjust.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('Estoque ajustado: Caderno das emoções').waitFor()

    await page.getByRole('button', { name: 'Contar estoque' }).click()
    const counted = page.getByLabel('Contado de Caderno das emoções')
    await counted.fill('1')
    await counted.press('Tab')
    await page.getByText(/esperado 2:/).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Aplicar contagem' }).click()
    const why = page.getByRole('dialog', { name: 'Aplicar a contagem?' })
    await why.getByLabel('Por que há diferença').fill('Emprestado à sala 2')
    await expectAccessible(page)
    await why.getByRole('button', { name: 'Aplicar contagem' }).click()
    await page.getByText('Contagem aplicada').waitFor()

    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto('/produtos/movimentos')
    for (const text of ['Emprestado à sala 2', 'Devolvido ao fornecedor'])
      await page.getByText(text).locator('visible=true').first().waitFor()
    await expectAccessible(page)
  })
})
