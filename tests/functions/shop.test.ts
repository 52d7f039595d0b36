import { expect, test } from 'vitest'
import { gradientPng } from '../../local/simulators/core/samples.ts'
import { shopOf } from '../../supabase/functions/_shared/commerce/shop-wiring.ts'
import { createHandler } from '../../supabase/functions/shop/handler.ts'
import { putImage, saveImages } from '../db/support/product-images.ts'
import { bought, decide, listReviews, sendReview } from '../db/support/reviews.ts'
import { openShop, saveItem, workshop } from '../db/support/shop.ts'
import { shelve } from '../db/support/stock.ts'
import { appUrl, createFunctions } from './support/functions.ts'

const { testDatabase, platform, bucket } = await createFunctions(() =>
  Promise.reject(new Error('no provider is called')),
)
const images = bucket.in('product-images')
const handler = createHandler({ ...shopOf(platform), images })
await openShop(testDatabase, {
  intro_text: '<img src=x onerror=alert(1)>',
  policy_text: 'Trocamos em 30 dias.',
})
const lavender = await shelve(testDatabase)
const oil = await saveItem(testDatabase, lavender.product, {
  slug: 'oleo-de-lavanda',
  is_published: true,
  summary: 'Para dormir </script><script>alert(1)</script>',
})
await saveItem(testDatabase, (await workshop(testDatabase)).product, { slug: 'roda', is_published: true })

async function visit(path: string, method = 'GET') {
  const response = await handler(
    new Request(`https://x/shop/${path}`, { method, headers: { 'x-forwarded-for': '203.0.113.9' } }),
  )
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** What a page tells search engines. */
const dataOf = (text: string) =>
  [...text.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, json = '']) => JSON.parse(json) as Record<string, unknown>,
  )

test('lists what is sold, without a script, with the seller on every page', async () => {
  const { status, headers, text } = await visit('aurora')
  expect(status).toBe(200)
  expect(text).toContain('href="/loja/aurora/oleo-de-lavanda"')
  expect(text).toMatch(/R\$\s49,90/)
  expect(text).toContain('Aurora Psicologia Ltda. · 12.345.678/0001-95')
  expect(text).toContain('Rua das Flores, 10, São Paulo')
  expect(text).not.toContain('<img src=x')
  expect(text).not.toMatch(/<script(?! type="application\/ld)/)
  expect(headers.get('x-robots-tag')).toBe('all')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('shows an item as people and as search engines read it', async () => {
  const { text } = await visit(`aurora/${oil.slug}`)
  expect(text).toContain('Pedir pelo WhatsApp')
  expect(text).toContain('https://wa.me/551130001000?text=')
  expect(text).toContain(`<link rel="canonical" href="${appUrl}/loja/aurora/oleo-de-lavanda" />`)
  expect(text).not.toContain('</script><script>alert')
  expect(dataOf(text)).toMatchObject([
    {
      '@type': 'Product',
      description: 'Para dormir </script><script>alert(1)</script>',
      offers: [{ price: '49.90', priceCurrency: 'BRL', availability: 'https://schema.org/InStock' }],
    },
  ])
})

test('tells of each date of what is sold by seats', async () => {
  const { text } = await visit('aurora/roda')
  expect(text).toContain('12 vagas')
  expect(dataOf(text)).toMatchObject([
    { '@type': 'Event', startDate: expect.any(String), remainingAttendeeCapacity: 12 },
  ])
})

test('finds by words, and says when there is nothing', async () => {
  expect((await visit('aurora?q=OLEO')).text).toContain('oleo-de-lavanda')
  const { text, headers } = await visit('aurora?q=travesseiro')
  expect(text).toContain('Nada encontrado')
  expect(headers.get('x-robots-tag')).toBe('noindex')
})

test('lists its pages for search engines, and those of no closed shop', async () => {
  const { text, headers } = await visit('aurora/sitemap.xml')
  expect(headers.get('content-type')).toContain('application/xml')
  expect(text).toContain(`<loc>${appUrl}/loja/aurora/oleo-de-lavanda</loc>`)
  expect((await visit('sitemap.xml')).text).toContain(`<loc>${appUrl}/loja/aurora/sitemap.xml</loc>`)
  expect((await visit('horizonte/sitemap.xml')).status).toBe(404)
})

test('answers a shop that is closed like one that never was', async () => {
  const [closed, never] = [await visit('horizonte'), await visit('nada')]
  expect([closed.status, never.status]).toEqual([404, 404])
  expect(closed.text).toBe(never.text)
})

test.each(['aurora/nada', 'aurora/oleo-de-lavanda/mais', 'AURORA', 'aurora/%00', '%F0%9F%98%80'])(
  'has no page %s',
  async (path) => {
    expect((await visit(path)).status).toBe(404)
  },
)

test('takes any words in a search, and no form', async () => {
  for (const words of ['%25_%5C', 'ﻡﺮﺣﺏﺍ', '😀'.repeat(60), '%00', "' or 1=1 --"]) {
    expect((await visit(`aurora?q=${words}`)).status).toBe(200)
  }
  expect((await visit('aurora', 'POST')).status).toBe(404)
})

test('shows the pictures of an item to people, previews and search engines, and keeps them cached', async () => {
  const id = await putImage(testDatabase, lavender.product)
  const [{ path } = { path: '' }] = await saveImages(testDatabase, lavender.product, [
    { id, alt: 'Frasco "âmbar"' },
  ])
  const bytes = gradientPng(20)
  images.objects.set(path, { bytes, type: 'image/png' })
  const src = `/loja/aurora/imagens/${id}`
  const { text } = await visit('aurora/oleo-de-lavanda')
  expect(text).toContain(`src="${src}"`)
  expect(text).toContain('alt="Frasco &quot;âmbar&quot;"')
  expect(text).toContain(`<meta property="og:image" content="${appUrl}${src}" />`)
  expect(text).toContain('<meta property="og:type" content="product" />')
  expect(dataOf(text)).toMatchObject([{ image: [`${appUrl}${src}`] }])
  expect((await visit('aurora')).text).toContain(`src="${src}"`)

  const ask = (headers: Record<string, string> = {}, slug = 'aurora') =>
    handler(new Request(`https://x/shop/${slug}/imagens/${id}`, { headers }))
  const shown = await ask()
  expect(shown.headers.get('content-type')).toBe('image/png')
  expect(shown.headers.get('cache-control')).toBe('public, max-age=3600')
  expect(new Uint8Array(await shown.arrayBuffer())).toEqual(new Uint8Array(bytes))
  expect((await ask({ 'if-none-match': shown.headers.get('etag')! })).status).toBe(304)
  expect((await ask({}, 'horizonte')).status).toBe(404)
  await saveItem(testDatabase, lavender.product, { slug: 'oleo-de-lavanda', is_published: false })
  expect((await ask()).status).toBe(404)
  await saveItem(testDatabase, lavender.product, { slug: 'oleo-de-lavanda', is_published: true })
})

test('shows what buyers say, to people and as AggregateRating, as their text alone', async () => {
  const { order, product } = await bought(testDatabase)
  await saveItem(testDatabase, product, { slug: 'oleo', is_published: true })
  await sendReview(testDatabase, order.id, product, { stars: 4, body: '<b>Ótimo</b> </script>' })
  expect((await visit('aurora/oleo')).text).not.toContain('Ótimo')
  const [review] = await listReviews(testDatabase)
  await decide(testDatabase, review!.id, { state: 'published', reply: 'Obrigada!' })
  const { text } = await visit('aurora/oleo')
  expect(text).toContain('&lt;b&gt;Ótimo&lt;/b&gt;')
  expect(text).toContain('Obrigada!')
  expect(text).toContain('aria-label="4 de 5 estrelas"')
  expect(dataOf(text)).toMatchObject([
    {
      '@type': 'Product',
      aggregateRating: { '@type': 'AggregateRating', ratingValue: '4.0', reviewCount: 1 },
      review: [{ author: { name: 'Cliente' }, reviewBody: '<b>Ótimo</b> </script>' }],
    },
  ])
  expect((await visit('aurora')).text).toContain('1 avaliação')
})

test('a section that the shop has not got is no page, whatever word stands in its address', async () => {
  for (const query of ['categoria=Compre+aqui', 'tipo=nada']) {
    const { status, headers, text } = await visit(`aurora?${query}`)
    expect(status).toBe(404)
    expect(headers.get('x-robots-tag')).toBe('noindex')
    expect(text).not.toContain('Compre aqui')
    expect(text).toContain('Não há nada nesta seção agora.')
    expect(text).toContain('Ver tudo')
  }
  expect((await visit('aurora?tipo=experience')).text).toContain('<h1>Cursos e vivências</h1>')
})

test('a search names what was searched for', async () => {
  const { text } = await visit('aurora?q=%3Cb%3Eviagem')
  expect(text).toContain('<h1>Busca: &lt;b&gt;viagem</h1>')
  expect(text).toContain('Nada encontrado para “&lt;b&gt;viagem”.')
})
