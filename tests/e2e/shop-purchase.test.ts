import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { demoClinicStripe, demoMelhorEnvio, demoPassword } from '../../local/demo.ts'
import { asUser } from '../stack/support/clients.ts'
import { ownStack } from '../stack/support/stack.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'
import { freshPhone, phoneOf } from './support/simulators.ts'

const browser = useBrowser()
/** Whoever treats at the demo clinic, which may write to whom it likes in WhatsApp. */
const email = 'terapeuta@aurora.test'
const tenant = '00000000-0000-4000-8000-0000000000a1'
const slug = `compra-${crypto.randomUUID().slice(0, 8)}`
const id = {
  book: crypto.randomUUID(),
  session: crypto.randomUUID(),
  audio: crypto.randomUUID(),
}

/** The shop of the demo clinic, with a book, a session that has a time, and recordings to download. */
beforeAll(async () => {
  const client = await asUser('admin@aurora.test')
  const call = async (name: string, args: object) => {
    const { data, error } = await client.rpc(name, { p_tenant_id: tenant, ...args })
    if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
    return data as unknown
  }
  const { data } = await (await asUser(email)).auth.getUser()
  const therapist = data.user!.id
  for (const module of ['products', 'shop']) await call('set_module', { p_module: module, p_is_on: true })
  await call('save_shop_settings', {
    p_settings: {
      slug,
      is_open: true,
      legal_name: 'Aurora Psicologia Ltda.',
      tax_id: '12.345.678/0001-95',
      address: 'Rua Harmonia, 210, São Paulo',
      phone: '(11) 3000-1000',
    },
  })
  await call('save_shop_deliveries', {
    p_form: {
      offers_pickup: true,
      pickup_note: 'Na recepção, das 8h às 18h',
      rates: [
        {
          id: crypto.randomUUID(),
          name: 'PAC',
          cep_from: '01000000',
          cep_to: '05999999',
          max_grams: 5000,
          price_cents: 1890,
          free_from_cents: null,
          days_min: 3,
          days_max: 6,
        },
      ],
    },
  })
  const type = crypto.randomUUID()
  await call('save_session_type', { p_id: type, p_type: { name: 'Primeira conversa', minutes: 50 } })
  await call('save_booking_settings', {
    p_settings: { is_open: true, notice_hours: 0, privacy_text: 'Usamos os dados para agendar.' },
    p_offers: [{ therapist_id: therapist, session_type_id: type }],
  })
  const items = [
    ['physical', 'Livro: Respirar antes de responder', 5490, id.book, { weight_grams: 300 }, {}],
    [
      'service',
      'Primeira conversa',
      9000,
      id.session,
      { therapist_id: therapist },
      { session_type_id: type },
    ],
    ['digital', 'Meditações guiadas em áudio', 3990, id.audio, {}, {}],
  ] as const
  for (const [kind, name, price_cents, product, item, more] of items) {
    const variant = crypto.randomUUID()
    const variants = [{ id: variant, sku: product.slice(0, 8), price_cents, cost_cents: 0 }]
    await call('save_product', {
      p_id: product,
      p_version: null,
      p_product: { kind, name, variants, ...more },
    })
    await call('save_catalog_item', { p_product_id: product, p_item: { is_published: true, ...item } })
    if (kind !== 'physical') continue
    const stock = { p_variant_id: variant, p_place_id: null, p_quantity: 3, p_note: null, p_lot: null }
    await call('adjust_stock', { p_id: crypto.randomUUID(), p_reason: 'opening', ...stock })
  }
  const connected = await client.functions.invoke('connect-stripe', {
    body: { tenant_id: tenant, secret_key: demoClinicStripe.secretKey },
  })
  expect(connected.error).toBeNull()
})

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor()

async function put(page: Page, item: string, choose?: () => Promise<void>): Promise<void> {
  await page.goto(`/loja/${slug}`)
  await page.getByRole('link', { name: item }).click()
  await heading(page, item)
  await choose?.()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Pôr no carrinho' }).click()
  await heading(page, 'Carrinho')
}

it(
  'a stranger buys a book, a session and recordings, pays, gets the voucher by WhatsApp and downloads once',
  { timeout: 180_000 },
  async () => {
    const staff = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await storeSession(staff, { email: 'admin@aurora.test', password: demoPassword })
    await staff.goto(`/produtos/item/${id.audio}`)
    await staff
      .getByLabel('Enviar arquivo')
      .and(staff.locator('input'))
      .setInputFiles({
        name: 'meditacoes.pdf',
        mimeType: 'application/pdf',
        buffer: readFileSync('local/demo/media/orientacoes.pdf'),
      })
    await staff.getByText('meditacoes.pdf').waitFor()
    await staff.getByLabel('Vezes').fill('1')
    await staff.getByLabel('Vezes').press('Tab')
    await staff.getByText('Alterações salvas.').first().waitFor()
    await expectAccessible(staff)

    await staff.goto('/configuracoes/loja/entregas')
    await staff.getByRole('button', { name: 'Testar e conectar' }).click()
    await staff.getByLabel('Token de acesso').fill(demoMelhorEnvio.token)
    await staff.getByLabel('CEP de onde sai').fill('05435-040')
    await expectAccessible(staff)
    await staff.getByRole('button', { name: 'Testar e conectar' }).click()
    await staff.getByText('Conectada', { exact: true }).waitFor()

    const phone = freshPhone()
    // the page of Stripe is played by a simulator, which has no icon
    const buyer = await browser.newPage({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      colorScheme: 'dark',
      allowErrors: /404/,
    })
    await put(buyer, 'Livro: Respirar antes de responder')
    await put(buyer, 'Primeira conversa', () => buyer.getByRole('radio').first().check())
    await put(buyer, 'Meditações guiadas em áudio')
    await buyer.getByLabel('CEP', { exact: true }).fill('01310-100')
    await buyer.getByRole('button', { name: 'Calcular entrega' }).click()
    await buyer.getByLabel(/^Correios SEDEX/).waitFor()
    await buyer.getByLabel(/^PAC/).check()
    await buyer.getByRole('button', { name: 'Usar esta forma' }).click()
    await buyer.getByText('R$ 203,70').waitFor()
    await expectAccessible(buyer)
    await buyer.getByRole('link', { name: 'Finalizar compra' }).click()

    await heading(buyer, 'Finalizar compra')
    expect(await buyer.getByLabel('Rua').inputValue()).toBe('Avenida Paulista')
    await buyer.getByLabel('Nome completo').fill('Camila Duarte')
    await buyer.getByLabel('Celular com WhatsApp').fill(phone.slice(2))
    await buyer.getByLabel('E-mail').fill(`${slug}@exemplo.test`)
    await buyer.getByLabel('CPF').fill('529.982.247-25')
    await buyer.getByLabel('Número').fill('1000')
    await buyer.getByLabel(/Li e aceito/).check()
    await expectAccessible(buyer)
    expect(await buyer.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
    await buyer.getByRole('button', { name: /Comprar por/ }).click()

    await buyer.getByText('Aguardando pagamento').waitFor()
    await buyer.getByText('Avenida Paulista, 1000').waitFor()
    await expectAccessible(buyer)
    await buyer.getByRole('button', { name: 'Pagar com cartão' }).click()
    await buyer.getByRole('button', { name: 'Pagar R$ 203,70' }).click()
    await buyer.getByText('Pagamento recebido').waitFor()
    await heading(buyer, 'Seu vale')
    await heading(buyer, 'Horários')
    await expectAccessible(buyer)

    const download = buyer.waitForEvent('download')
    await buyer.getByRole('link', { name: 'Baixar meditacoes.pdf' }).click()
    expect((await download).suggestedFilename()).toBe('meditacoes.pdf')
    await buyer.reload()
    await buyer.getByText('O prazo ou o número de vezes acabou').waitFor()

    const texts = async () => (await phoneOf(phone)).map(({ text }) => text ?? '').join('\n')
    await expect.poll(texts).toMatch(/Primeira conversa.*: vale [0-9A-F]{5}-[0-9A-F]{5}/)
    const said = await texts()
    expect(said).toContain('/meu-pedido?')
    expect(said).toContain('arquivos estão prontos')
    const mails = async () => {
      const answer = await fetch(`${ownStack().simulatorsUrl}/mailbox/messages?to=${slug}@exemplo.test`)
      return ((await answer.json()) as { subject: string }[]).map(({ subject }) => subject).join('\n')
    }
    await expect.poll(mails).toContain('pagamento recebido')

    await staff.goto('/produtos/pedidos')
    await staff.getByRole('button', { name: 'Usar vale' }).click()
    const dialog = staff.getByRole('dialog', { name: 'Usar vale' })
    await dialog.getByLabel('Código do vale').fill(/vale (\w{5}-\w{5})/.exec(said)![1]!.toLowerCase())
    await expectAccessible(staff)
    await dialog.getByRole('button', { name: 'Usar vale' }).click()
    await staff.getByText(/Usado /).waitFor()
    await expectAccessible(staff)
  },
)
