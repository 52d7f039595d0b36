import { describe, expect, it } from 'vitest'
import { demoClinicStripe } from '../../local/demo.ts'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { connectOfficialNumber } from './support/official-number.ts'
import { storeSession } from './support/sign-in.ts'
import { freshPhone, patientWrites, phoneOf } from './support/simulators.ts'
import { asService } from '../stack/support/clients.ts'

const browser = useBrowser()
const phoneSized = { width: 390, height: 844 }

async function call<T = unknown>(account: Account, name: string, args: object): Promise<T> {
  const { data, error } = await account.client.rpc(name, { p_tenant_id: account.tenantId, ...args })
  if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
  return data as T
}

/** A product of the shop; answers its id and that of its variant. */
async function publish(owner: Account, product: object, price: number, item: object) {
  const [id, variant] = [crypto.randomUUID(), crypto.randomUUID()]
  await call(owner, 'save_product', {
    p_id: id,
    p_version: null,
    p_product: {
      ...product,
      variants: [{ id: variant, sku: variant.slice(0, 8).toUpperCase(), price_cents: price }],
    },
  })
  await call(owner, 'save_catalog_item', { p_product_id: id, p_item: { is_published: true, ...item } })
  return { id, variant }
}

describe('the shop', () => {
  it('sells a thing, a workshop and a file in one cart to a stranger, who pays, downloads and shows a voucher', async () => {
    const owner = await newAccount('Clínica da Loja', 'Olga Prado')
    const slug = `loja-${owner.tenantId.slice(0, 8)}`
    await call(owner, 'set_module', { p_module: 'products', p_is_on: true })
    await call(owner, 'set_module', { p_module: 'shop', p_is_on: true })
    const settings = {
      slug,
      is_open: true,
      legal_name: 'Clínica da Loja Ltda.',
      tax_id: '12.345.678/0001-95',
      address: 'Rua Harmonia, 210, São Paulo',
      email: 'loja@exemplo.test',
    }
    await call(owner, 'save_shop_settings', { p_settings: settings })
    const thing = await publish(owner, { kind: 'physical', name: 'Caderno das emoções' }, 3890, {
      slug: 'caderno',
      weight_grams: 200,
    })
    await call(owner, 'adjust_stock', {
      p_id: crypto.randomUUID(),
      p_variant_id: thing.variant,
      p_place_id: null,
      p_quantity: 5,
      p_reason: 'opening',
      p_note: null,
      p_lot: null,
    })
    const circle = await publish(owner, { kind: 'experience', name: 'Roda de conversa' }, 12000, {
      slug: 'roda',
    })
    await call(owner, 'save_schedule_slot', {
      p_product_id: circle.id,
      p_slot: { start_local: '2099-05-09T14:00', minutes: 120, capacity: 1, place: 'Sala grande' },
    })
    const audio = await publish(owner, { kind: 'digital', name: 'Meditações guiadas' }, 2990, {
      slug: 'meditacoes',
    })

    const phone = freshPhone()
    const account = await connectOfficialNumber(owner, `+155${phone.slice(-8)}`)
    await patientWrites({ provider: 'twilio', account, from: phone, name: 'Camila Duarte', text: 'Oi' })
    const credits = { p_tenant_id: owner.tenantId, p_credits: 50, p_reference: `${owner.tenantId}:shop` }
    expect((await asService().rpc('add_whatsapp_credits', credits)).error).toBeNull()

    const staff = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await storeSession(staff, owner)
    await staff.goto('/configuracoes/cartao')
    await staff.getByLabel('Chave secreta').fill(demoClinicStripe.secretKey)
    await staff.getByRole('button', { name: 'Testar e conectar' }).click()
    await staff.getByText('Conectada', { exact: true }).waitFor()
    await staff.goto('/configuracoes/loja/entregas')
    await staff.getByRole('button', { name: 'Novo frete' }).click()
    const dialog = staff.getByRole('dialog', { name: 'Novo frete' })
    await dialog.getByLabel('Nome').fill('PAC')
    await dialog.getByLabel('CEP de').fill('01000-000')
    await dialog.getByLabel('CEP até').fill('19999-999')
    await dialog.getByLabel('Preço').fill('18,90')
    await expectAccessible(staff)
    await dialog.getByRole('button', { name: 'Salvar' }).click()
    await staff.getByText('R$ 18,90').waitFor()
    await expectAccessible(staff)
    await staff.goto(`/produtos/${audio.id}`)
    await staff.getByLabel('Enviar arquivo').setInputFiles({
      name: 'meditacoes.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Respire.'),
    })
    await staff.getByText('meditacoes.txt').waitFor()
    await expectAccessible(staff)

    // the page of Stripe is played by a simulator, which has no icon
    const buyer = await browser.newPage({ viewport: phoneSized, allowErrors: /404/ })
    await buyer.goto(`/loja/${slug}/roda`)
    await expectAccessible(buyer)
    for (const item of ['caderno', 'roda', 'meditacoes']) {
      await buyer.goto(`/loja/${slug}/${item}`)
      await buyer.getByRole('button', { name: 'Pôr no carrinho' }).click()
      await buyer.getByRole('heading', { name: 'Carrinho' }).waitFor()
    }
    await buyer.getByLabel('CEP').fill('01310-100')
    await buyer.getByRole('button', { name: 'Calcular entrega' }).click()
    await buyer.getByLabel(/PAC/).check()
    await buyer.getByRole('button', { name: 'Usar esta forma' }).click()
    await buyer.getByText('R$ 207,70').first().waitFor()
    await expectAccessible(buyer)
    await buyer.getByRole('link', { name: 'Finalizar compra' }).click()
    await buyer.getByLabel('Nome completo').fill('Camila Duarte')
    await buyer.getByLabel('Celular com WhatsApp').fill(phone)
    await buyer.getByLabel('E-mail').fill('camila@exemplo.test')
    await buyer.getByLabel('CPF').fill('529.982.247-25')
    await buyer.getByLabel('Número').fill('1578')
    expect(await buyer.getByLabel('Rua').inputValue()).toBe('Avenida Paulista')
    await buyer.getByLabel(/Li e aceito/).check()
    await expectAccessible(buyer)
    await buyer.getByRole('button', { name: 'Comprar por R$ 207,70' }).click()
    await buyer.getByRole('heading', { name: 'Pedido nº 1' }).waitFor()
    await expectAccessible(buyer)
    await buyer.getByRole('button', { name: 'Pagar com cartão' }).click()
    await buyer.getByRole('button', { name: 'Pagar R$ 207,70' }).click()
    await buyer.getByRole('heading', { name: 'Seu vale' }).waitFor()
    await expectAccessible(buyer)
    const download = buyer.waitForEvent('download')
    await buyer.getByRole('link', { name: /Baixar meditacoes/ }).click()
    expect((await download).suggestedFilename()).toBe('meditacoes.txt')

    // the voucher comes to the phone as well
    const code = (await buyer
      .getByText(/^[0-9A-F]{5}-[0-9A-F]{5}$/)
      .first()
      .textContent())!.trim()
    await expect
      .poll(
        async () =>
          (await phoneOf(phone))
            .filter(({ from }) => from === 'clinic')
            .map(({ text }) => text)
            .join('\n'),
        {
          timeout: 20_000,
        },
      )
      .toContain(code)

    await staff.goto('/produtos/pedidos')
    await staff.getByRole('button', { name: 'Usar vale' }).click()
    const voucher = staff.getByRole('dialog', { name: 'Usar vale' })
    await voucher.getByLabel('Código do vale').fill(code)
    await voucher.getByRole('button', { name: 'Usar vale' }).click()
    await staff.getByText(/^Usado /).waitFor()
    await expectAccessible(staff)

    // the only seat is sold
    await buyer.goto(`/loja/${slug}/roda`)
    await buyer.getByText('Esgotado').first().waitFor()
  })
})
