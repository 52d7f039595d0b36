import { expect, test } from 'vitest'
import { shopOf } from '../../supabase/functions/_shared/commerce/shop-wiring.ts'
import { createHandler } from '../../supabase/functions/shop/handler.ts'
import { firstTime, fullShop, saveDeliveries } from '../db/support/shop-orders.ts'
import { createFunctions } from './support/functions.ts'

const { testDatabase, platform } = await createFunctions((url) =>
  Promise.resolve(
    new URL(url).pathname.startsWith('/ws/')
      ? Response.json({
          logradouro: 'Rua Harmonia',
          bairro: 'Vila Madalena',
          localidade: 'São Paulo',
          uf: 'SP',
        })
      : new Response('', { status: 404 }),
  ),
)
const handler = createHandler(shopOf(platform))
const { thing, circle, service } = await fullShop(testDatabase, { quantity: 5 })
await saveDeliveries(testDatabase)

/** A browser: it keeps its cookie, and follows no redirect by itself. */
function browser(address = '203.0.113.9') {
  let cookie = ''
  return async (path: string, form?: Record<string, string>) => {
    const response = await handler(
      new Request(`https://x/shop/aurora/${path}`, {
        method: form ? 'POST' : 'GET',
        headers: { 'x-forwarded-for': address, cookie, 'content-type': 'application/x-www-form-urlencoded' },
        ...(form ? { body: new URLSearchParams(form).toString() } : {}),
      }),
    )
    const set = response.headers.get('set-cookie')
    if (set) cookie = set.split(';')[0] ?? ''
    return {
      status: response.status,
      location: response.headers.get('location'),
      cookie: set,
      headers: response.headers,
      text: await response.text(),
      seeCookie: () => cookie,
      tamper: (value: string) => (cookie = value),
    }
  }
}
const hidden = (text: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
const person = {
  nome: 'Camila Duarte',
  telefone: '(11) 97777-1234',
  email: 'camila@exemplo.test',
  cpf: '529.982.247-25',
  numero: '210',
  rua: 'Rua Harmonia',
  cidade: 'São Paulo',
  uf: 'SP',
  aceite: '1',
}

test('a mixed cart is filled, priced, sent and bought with plain forms; pressing twice is one order', async () => {
  const go = browser()
  const added = await go('carrinho', { acao: 'incluir', variante: thing.variant, quantidade: '2' })
  expect(added).toMatchObject({ status: 303, location: '/loja/aurora/carrinho' })
  expect(added.cookie).toMatch(/; Path=\/loja\/aurora; Max-Age=\d+; HttpOnly; SameSite=Lax/)
  await go('carrinho', { acao: 'incluir', variante: circle.variant, data: circle.slot, quantidade: '1' })
  await go('carrinho', { acao: 'incluir', variante: service.variant, em: await firstTime(testDatabase) })
  expect((await go('finalizar')).location).toBe('/loja/aurora/carrinho')
  await go('carrinho', { acao: 'entrega', cep: '05435-040' })
  const asked = await go('carrinho')
  expect(asked.text).toContain('Total, sem a entrega')
  expect(asked.headers.get('cache-control')).toBe('no-store')
  const way = /value="(rate:[^"]+)"/.exec(asked.text)?.[1] ?? ''
  await go('carrinho', { acao: 'entrega', cep: '05435-040', forma: way })
  const page = await go('finalizar')
  expect(page.text).toContain('value="Rua Harmonia"')
  expect(page.text).toMatch(/Comprar por R\$\s218,50/)
  const form = { ...person, f: hidden(page.text, 'f'), total: hidden(page.text, 'total') }
  const wrong = await go('finalizar', { ...form, email: 'x', aceite: '' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Escreva um e-mail válido.')
  expect(wrong.text).toContain('value="Camila Duarte"')
  const placed = await go('finalizar', form)
  expect(placed.location).toMatch(/^\/meu-pedido\?clinic=[0-9a-f-]{36}&key=[0-9a-f]{64}$/)
  expect(placed.cookie).toContain('Max-Age=0')
})

test('a CEP that is none is said to be wrong, and stays to be put right', async () => {
  const go = browser('203.0.113.11')
  await go('carrinho', { acao: 'incluir', variante: thing.variant, quantidade: '1' })
  await go('carrinho', { acao: 'entrega', cep: '0543' })
  const { text } = await go('carrinho')
  expect(text).toContain('value="0543"')
  expect(text).toContain('Escreva os 8 números do CEP')
  await go('carrinho', { acao: 'entrega', cep: '05435040' })
  const right = await go('carrinho')
  expect(right.text).toContain('value="05435-040"')
  expect(right.text).not.toContain('Escreva os 8 números do CEP')
})

test('a form that is sent twice, with the cart it had, leads to the same order', async () => {
  const [one, two] = [browser(), browser()]
  await one('carrinho', { acao: 'incluir', variante: thing.variant, quantidade: '1' })
  const cart = await one('carrinho', { acao: 'entrega', cep: '', forma: 'pickup' })
  const page = await one('finalizar')
  const form = { ...person, f: hidden(page.text, 'f'), total: hidden(page.text, 'total') }
  ;(await two('carrinho')).tamper(cart.seeCookie())
  const [first, second] = await Promise.all([one('finalizar', form), two('finalizar', form)])
  expect(first.status).toBe(303)
  expect(second.location).toBe(first.location)
})

test('what is sold out meanwhile keeps the cart, and says what is left', async () => {
  const [one, two] = [browser(), browser('203.0.113.10')]
  for (const go of [one, two]) {
    await go('carrinho', { acao: 'incluir', variante: thing.variant, quantidade: '2' })
    await go('carrinho', { acao: 'entrega', forma: 'pickup' })
  }
  const pages = [await one('finalizar'), await two('finalizar')]
  const form = (n: number) => ({
    ...person,
    f: hidden(pages[n]!.text, 'f'),
    total: hidden(pages[n]!.text, 'total'),
  })
  expect((await one('finalizar', form(0))).status).toBe(303)
  const late = await two('finalizar', form(1))
  expect(late.status).toBe(409)
  expect(late.text).toContain('Alguém comprou antes')
  expect(late.cookie).toBeNull()
  expect((await two('carrinho')).text).toContain('role="alert"')
})

test('a cart that was not signed here is empty, and one that is too full keeps the latest', async () => {
  const go = browser()
  const cart = await go('carrinho', { acao: 'incluir', variante: thing.variant })
  cart.tamper(`${cart.seeCookie().slice(0, -3)}abc`)
  expect((await go('carrinho')).text).toContain('Seu carrinho está vazio')
  for (let n = 10; n < 40; n++)
    await go('carrinho', { acao: 'incluir', variante: `00000000-0000-4000-8000-0000000000${n}` })
  const full = await go('carrinho')
  expect(full.text.match(/não está mais à venda/g)).toHaveLength(20)
  expect(full.seeCookie().length).toBeLessThan(4000)
})

test.each([
  { acao: 'incluir', variante: 'x' },
  { acao: 'incluir', variante: '00000000-0000-4000-8000-000000000010', em: 'ontem' },
  { acao: 'nada' },
  {},
])('refuses the form %j', async (form) => {
  expect((await browser()('carrinho', form as Record<string, string>)).status).toBe(400)
})

test('changes and removes lines, and hears a trap', async () => {
  const go = browser('203.0.113.11')
  await go('carrinho', { acao: 'incluir', variante: circle.variant, data: circle.slot })
  const linha = `${circle.variant}.${circle.slot}`
  await go('carrinho', { acao: 'mudar', linha, quantidade: '3' })
  expect((await go('carrinho')).text).toMatch(/3 × R\$\s49,90/)
  const page = await go('finalizar')
  const trapped = await go('finalizar', {
    ...person,
    site: 'x',
    f: hidden(page.text, 'f'),
    total: hidden(page.text, 'total'),
  })
  expect(trapped.status).toBe(422)
  await go('carrinho', { acao: 'remover', linha })
  expect((await go('carrinho')).text).toContain('vazio')
})

test('the pages of buying have no closed shop, and the script is small', async () => {
  const response = await handler(new Request('https://x/shop/horizonte/carrinho'))
  expect(response.status).toBe(404)
  const script = await (await handler(new Request('https://x/shop/shop.js'))).text()
  expect(script.length).toBeLessThan(4000)
})
