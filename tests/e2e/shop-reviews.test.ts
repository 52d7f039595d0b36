import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { gradientPng } from '../../local/simulators/core/samples.ts'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

async function call(account: Account, name: string, args: object): Promise<unknown> {
  const { data, error } = await account.client.rpc(name, { p_tenant_id: account.tenantId, ...args })
  if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
  return data
}

/** A clinic whose open shop sells one notebook, of which somebody has bought one and has it. */
async function shopWithBuyer(slug: string) {
  const owner = await newAccount('Clínica da Vitrine', 'Olívia Souza')
  const [product, variant, order] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  for (const module of ['products', 'shop'])
    await call(owner, 'set_module', { p_module: module, p_is_on: true })
  await call(owner, 'save_shop_settings', {
    p_settings: {
      slug,
      is_open: true,
      legal_name: 'Vitrine Ltda.',
      tax_id: '12.345.678/0001-95',
      address: 'Rua das Flores, 10, São Paulo',
      phone: '(11) 3000-1000',
    },
  })
  await call(owner, 'save_product', {
    p_id: product,
    p_version: null,
    p_product: {
      kind: 'digital',
      name: 'Caderno das emoções',
      variants: [{ id: variant, sku: 'CAD-1', price_cents: 3890, cost_cents: 0 }],
    },
  })
  await call(owner, 'save_catalog_item', {
    p_product_id: product,
    p_item: { is_published: true, slug: 'caderno' },
  })
  const placed = (await call(owner, 'create_order', {
    p_id: order,
    p_order: { items: [{ variant_id: variant, quantity: 1 }] },
  })) as { page_key: string }
  await call(owner, 'pay_order', {
    p_id: crypto.randomUUID(),
    p_order_id: order,
    p_amount_cents: 3890,
    p_method: 'cash',
  })
  await call(owner, 'fulfil_order', { p_order_id: order, p_lines: null })
  return { owner, product, page: `/meu-pedido?clinic=${owner.tenantId}&key=${placed.page_key}` }
}

async function open(
  owner: Account | null,
  path: string,
  viewport = { width: 1440, height: 900 },
): Promise<Page> {
  const page = await browser.newPage({ viewport })
  if (owner) await storeSession(page, owner)
  await page.goto(path)
  return page
}

it('a picture is in the shop, and so is what a buyer says, once the clinic has read it', async () => {
  const slug = `vitrine-${crypto.randomUUID().slice(0, 8)}`
  const { owner, product, page: order } = await shopWithBuyer(slug)
  const staff = await open(owner, `/produtos/item/${product}`)
  await staff
    .getByLabel('Adicionar imagens')
    .and(staff.locator('input'))
    .setInputFiles({ name: 'capa.png', mimeType: 'image/png', buffer: Buffer.from(gradientPng(300)) })
  await staff.getByText('Capa', { exact: true }).waitFor()
  await staff.getByLabel('O que a imagem 1 mostra').fill('Caderno aberto')
  await staff.getByLabel('O que a imagem 1 mostra').press('Tab')
  await staff.getByRole('img', { name: 'Caderno aberto' }).waitFor()
  await expectAccessible(staff)

  const buyer = await open(null, order, { width: 390, height: 844 })
  await buyer.getByRole('link', { name: 'Caderno das emoções' }).click()
  await buyer.getByLabel('★★★★★ Muito bom').check()
  await buyer.getByLabel(/O que você diria/).fill('Lindo e útil.')
  await expectAccessible(buyer)
  await buyer.getByRole('button', { name: 'Enviar avaliação' }).click()
  await buyer.getByRole('heading', { name: 'Obrigado!' }).waitFor()

  await staff.goto('/produtos/avaliacoes')
  await staff.getByRole('button', { name: 'Caderno das emoções' }).click()
  await staff.getByLabel(/Resposta da clínica/).fill('Obrigada!')
  await expectAccessible(staff)
  await staff.getByRole('button', { name: 'Publicar na loja' }).click()
  await staff.getByText('Na loja').first().waitFor()

  await buyer.goto(`/loja/${slug}/caderno`)
  await buyer.getByText('Lindo e útil.').waitFor()
  await buyer.getByText('Obrigada!').waitFor()
  const width = await buyer
    .getByRole('img', { name: 'Caderno aberto' })
    .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))
  expect(width).toBeGreaterThan(0)
  await expectAccessible(buyer)
})
