import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { demoClinicStripe } from '../../local/demo.ts'
import { asService } from '../stack/support/clients.ts'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { connectOfficialNumber } from './support/official-number.ts'
import { storeSession } from './support/sign-in.ts'
import { freshPhone, patientWrites, phoneOf } from './support/simulators.ts'

const browser = useBrowser()

async function call(account: Account, name: string, args: object): Promise<void> {
  const { error } = await account.client.rpc(name, { p_tenant_id: account.tenantId, ...args })
  if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
}

/** A clinic that sells one thing, of which it has five. */
async function clinicWithShelf(name: string) {
  const owner = await newAccount(name, 'Olívia Souza')
  const variant = crypto.randomUUID()
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
  await call(owner, 'adjust_stock', {
    p_id: crypto.randomUUID(),
    p_variant_id: variant,
    p_place_id: null,
    p_quantity: 5,
    p_reason: 'opening',
    p_note: null,
    p_lot: null,
  })
  return owner
}

async function open(owner: Account, path: string, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const page = await browser.newPage({ viewport })
  await storeSession(page, owner)
  await page.goto(path)
  return page
}

describe('orders', () => {
  it('are sold from a conversation in three clicks, and paid on the page of the link', async () => {
    const owner = await clinicWithShelf('Clínica que Vende')
    const phone = freshPhone()
    const account = await connectOfficialNumber(owner, `+155${phone.slice(-8)}`)
    const written = {
      provider: 'twilio',
      account,
      from: phone,
      name: 'Clara Menezes',
      text: 'Tem o caderno?',
    } as const
    expect((await patientWrites(written)).status).toBe(200)
    const credits = { p_tenant_id: owner.tenantId, p_credits: 50, p_reference: `${owner.tenantId}:orders` }
    expect((await asService().rpc('add_whatsapp_credits', credits)).error).toBeNull()

    const page = await open(owner, '/configuracoes/cartao')
    await page.getByLabel('Chave secreta').fill(demoClinicStripe.secretKey)
    await page.getByRole('button', { name: 'Testar e conectar' }).click()
    await page.getByText('Conectada', { exact: true }).waitFor()
    await expectAccessible(page)

    await page.goto('/conversas')
    await page.getByText('Tem o caderno?').first().click()
    await page.getByRole('link', { name: 'Vender' }).click()
    await page.getByRole('button', { name: /Caderno das emoções/ }).click()
    await page.getByLabel('Quantidade de Caderno das emoções').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Enviar link de pagamento' }).click()
    await page.getByText('Link de pagamento enviado na conversa.').waitFor()
    await page.getByText('Aguardando pagamento').waitFor()
    await page.getByText('Clara Menezes').first().waitFor()
    await expectAccessible(page)

    const texts = (await phoneOf(phone)).filter(({ from }) => from === 'clinic').map(({ text }) => text ?? '')
    const [link] = texts.flatMap((text) => text.match(/https?:\S+meu-pedido\S+/) ?? [])
    // the page of Stripe is played by a simulator, which has no icon
    const buyer = await browser.newPage({ viewport: { width: 390, height: 844 }, allowErrors: /404/ })
    await buyer.goto(link!)
    await buyer.getByText('R$ 38,90').first().waitFor()
    await expectAccessible(buyer)
    await buyer.getByRole('button', { name: 'Pagar com cartão' }).click()
    await buyer.getByRole('button', { name: 'Pagar R$ 38,90' }).click()
    await buyer.getByText('Pagamento recebido').waitFor()
    await expectAccessible(buyer)
    await page.getByText('Pedido pago', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Receber' }).waitFor({ state: 'detached' })
  })

  it('are sold at the desk, paid in cash, handed over and taken back', async () => {
    const owner = await clinicWithShelf('Clínica do Balcão')
    const page = await open(owner, '/produtos/pedidos/novo', { width: 390, height: 844 })
    await page.getByRole('button', { name: /Caderno das emoções/ }).waitFor()
    await page.getByLabel('Produto, SKU ou código de barras').fill('CAD-1')
    await page.keyboard.press('Enter')
    await page.getByLabel('Quantidade de Caderno das emoções').fill('2')
    await page.getByRole('button', { name: 'Criar pedido' }).click()
    await page.getByText('Pedido nº 1 criado.').waitFor()
    await page.getByRole('button', { name: 'Receber' }).click()
    const pay = page.getByRole('dialog', { name: 'Receber' })
    await pay.getByLabel('Valor').fill('50,00')
    await expectAccessible(page)
    await pay.getByRole('button', { name: 'Receber' }).click()
    await page.getByText('Pago em parte').waitFor()
    await pay.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Receber' }).click()
    await pay.getByRole('button', { name: 'Receber' }).click()
    await pay.waitFor({ state: 'detached' })
    await page.getByText('Pago', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Receber' }).waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Entregar' }).click()
    const hand = page.getByRole('dialog', { name: 'Entregar itens' })
    await hand.getByRole('button', { name: 'Entregar' }).click()
    await page.getByText('2 de 2 entregues').waitFor()
    await page.getByRole('button', { name: 'Devolver itens' }).click()
    const back = page.getByRole('dialog', { name: 'Devolver itens' })
    await back.getByLabel('Caderno das emoções (até 2)').fill('1')
    await back.getByLabel('Motivo').fill('Veio amassado')
    await expectAccessible(page)
    await back.getByRole('button', { name: 'Registrar devolução' }).click()
    await page.getByText('1 devolvido', { exact: true }).waitFor()
    const receipt = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Recibo' }).click()
    expect((await receipt).suggestedFilename()).toBe('Recibo do pedido nº 1.pdf')

    await page.goto('/produtos/pedidos')
    await page.getByRole('link', { name: 'Pedido nº 1' }).waitFor()
    await page.getByText('Entregue', { exact: true }).locator('visible=true').first().waitFor()
    await expectAccessible(page)
  })

  it('take coupons, which the owner makes', async () => {
    const owner = await clinicWithShelf('Clínica dos Cupons')
    const page = await open(owner, '/produtos/cupons')
    await page.getByText('Nenhum cupom ainda.').waitFor()
    await page.getByRole('button', { name: 'Novo cupom' }).click()
    const dialog = page.getByRole('dialog', { name: 'Novo cupom' })
    await dialog.getByLabel('Código').fill('casa10')
    await dialog.getByLabel('Desconto (%)').fill('10')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Salvar' }).click()
    await page.getByRole('button', { name: 'CASA10' }).waitFor()
    await expectAccessible(page)
    await page.goto('/produtos/pedidos/novo')
    await page.getByRole('button', { name: /Caderno das emoções/ }).click()
    await page.getByLabel('Cupom').fill('casa10')
    await page.getByRole('button', { name: 'Criar pedido' }).click()
    await page.getByText('−R$ 3,89').waitFor()
    await page.getByText('R$ 35,01').first().waitFor()
  })
})
