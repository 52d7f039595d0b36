import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bookingOf } from '../../supabase/functions/_shared/clinic/booking-wiring.ts'
import { createHandler } from '../../supabase/functions/online-booking/handler.ts'
import { ask, book, patients } from '../db/support/agenda.ts'
import { firstSlots, openBooking, saveBooking, storedBookings } from '../db/support/online-booking.ts'
import { appUrl, createFunctions } from './support/functions.ts'

const { testDatabase, deps } = await createFunctions(() => Promise.reject(new Error('no provider is called')))
const handler = createHandler(bookingOf(deps))
const slug = await openBooking(testDatabase, {
  notice_hours: 1,
  change_hours: 0,
  privacy_text: 'Usamos os dados para agendar.',
  welcome_text: '<img src=x onerror=alert(1)>',
})

/** A browser without scripts: one page, or one form that is posted. */
async function visit(path: string, form?: Record<string, string>) {
  const response = await handler(
    new Request(`https://x/online-booking/${path.replace(/^\/agendar\//, '')}`, {
      method: form ? 'POST' : 'GET',
      headers: { 'x-forwarded-for': '203.0.113.7' },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    }),
  )
  return {
    status: response.status,
    headers: response.headers,
    location: response.headers.get('location') ?? '',
    text: await response.text(),
  }
}

/** Every link of a page. */
const linksOf = (text: string) =>
  [...text.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
const hidden = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
const typed = (more: Record<string, string> = {}) => ({
  nome: 'Bruna Carvalho',
  nome_social: '',
  telefone: '(11) 98877-6655',
  mensagem: '',
  site: '',
  aceite: '1',
  primeira: '1',
  ...more,
})

/** From the first page to the form, by the links of the pages alone; the n-th time that is offered. */
async function toForm(n = 0) {
  const first = await visit(slug)
  const offer = linksOf(first.text).find((href) => href.includes('?o='))!
  const times = await visit(offer)
  const slot = linksOf(times.text).filter((href) => href.includes('em='))[n]!
  const form = await visit(slot)
  expect([first.status, times.status, form.status]).toEqual([200, 200, 200])
  return { form, fields: hidden(form.text), slot }
}

test('leads a stranger without scripts from the address to a booked session', async () => {
  const { form, fields } = await toForm()
  expect(form.text).toContain('Usamos os dados para agendar.')
  const sent = await visit(slug, { ...fields, ...typed() })
  expect(sent.status).toBe(303)
  expect(sent.location).toMatch(/^\/agendar\/s\/[\w-]{43}\?ok=1$/)
  const done = await visit(sent.location)
  expect(done.text).toContain('Sessão agendada')
  expect(done.text).toContain('Helena Terapeuta')
  expect(done.text).toContain('Preencher a ficha da primeira sessão')

  // the back button and a second click lead to the same session
  const again = await visit(slug, { ...fields, ...typed() })
  expect(again.location).toBe(sent.location)
  expect(await storedBookings(testDatabase)).toHaveLength(1)

  // the form of the first visit is a link of its own
  const intake = await visit(sent.location.replace('?ok=1', ''), { acao: 'ficha' })
  expect(intake.location).toMatch(new RegExp(`^${appUrl}/ficha/[\\w-]{43}$`))

  // a calendar of its own
  const calendar = await visit(`${sent.location.replace('?ok=1', '')}/sessao.ics`)
  expect(calendar.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(calendar.text).toContain('STATUS:CONFIRMED')

  // moved and cancelled by the forms of the pages
  const own = sent.location.replace('?ok=1', '')
  const move = await visit(`${own}?mover=1`)
  const [, at = ''] = /name="em" value="([^"]+)"/.exec(move.text) ?? []
  expect((await visit(own, { acao: 'mover', em: at })).location).toBe(`${own}?remarcada=1`)
  expect((await visit(`${own}?remarcada=1`)).text).toContain('a sessão foi remarcada')
  expect((await visit(`${own}?desmarcar=1`)).text).toContain('Desmarcar esta sessão?')
  expect((await visit(own, { acao: 'desmarcar' })).location).toBe(own)
  expect((await visit(own)).text).toContain('Sessão desmarcada')
})

test('shows fresh times to whoever came second, with what they typed', async () => {
  const { fields } = await toForm(2)
  const { slots } = await firstSlots(testDatabase, slug)
  const taken = slots.find(({ at }) => at === fields.em)!
  await book(testDatabase, {
    id: '0e000000-0000-4000-8000-0000000000e1',
    start_local: `${taken.day}T${taken.time}`,
    patient_ids: [patients.bia],
  })
  const sent = await visit(slug, {
    ...fields,
    ...typed({ nome: 'Caio "Ás" & Souza', telefone: '21 97777-1234' }),
  })
  expect(sent.status).toBe(409)
  expect(sent.text).toContain('acabou de ser ocupado')
  expect(sent.text).toContain('value="Caio &quot;Ás&quot; &amp; Souza"')
  expect(sent.text).toContain('value="21 97777-1234"')
  expect(sent.text).toContain('type="radio"')
  expect(sent.text).not.toContain(`value="${fields.em}"`)
  const [, at = ''] = /type="radio" name="em" value="([^"]+)"/.exec(sent.text) ?? []
  const second = await visit(slug, {
    ...hidden(sent.text),
    ...typed({ nome: 'Caio Souza', telefone: '21 97777-1234' }),
    em: at,
  })
  expect(second.status).toBe(303)
})

test('says beside each field what is wrong, and keeps the rest', async () => {
  const { fields } = await toForm(4)
  const sent = await visit(slug, { ...fields, ...typed({ telefone: '123', aceite: '' }) })
  expect(sent.status).toBe(422)
  expect(sent.text).toContain('Escreva o número com DDD')
  expect(sent.text).toContain('é preciso aceitar o aviso')
  expect(sent.text).toContain('value="Bruna Carvalho"')
  expect(hidden(sent.text)).toMatchObject({ em: fields.em, f: fields.f })
})

test('takes nothing of a form whose hidden field is filled in', async () => {
  const { fields } = await toForm(4)
  const before = (await storedBookings(testDatabase)).length
  expect((await visit(slug, { ...fields, ...typed({ site: 'http://spam.test' }) })).status).toBe(422)
  expect(await storedBookings(testDatabase)).toHaveLength(before)
})

test('writes what clinics and strangers say as text, under headers that load nothing else', async () => {
  const { text, headers } = await visit(slug)
  expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(text).not.toContain('<img')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(text).not.toMatch(/<script>|style="|<[^>]* on\w+=/)
})

test.each([
  'aurora-nao-existe',
  'AURORA',
  '',
  `s/${'a'.repeat(43)}`,
  's/x',
  `s/${'a'.repeat(43)}/outra`,
  'a/b/c/d/e',
])('answers an address that is none with a page: %j', async (path) => {
  const { status, text, headers } = await visit(path)
  expect(status).toBe(404)
  expect(text).toContain('Este endereço não vale')
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
})

test.each(['2026-02-31', 'x', '9999-99-99', '%00'])('reads no day that is none: %s', async (day) => {
  const offer = linksOf((await visit(slug)).text).find((href) => href.includes('?o='))!
  expect((await visit(`${offer}&de=${day}`)).status).toBe(200)
})

test('takes a name with a NUL and marks that turn the reading direction as what is left of it', async () => {
  const { fields } = await toForm(6)
  const sent = await visit(slug, {
    ...fields,
    ...typed({ nome: 'Dora\u0000 \u202eLima', telefone: '31 96666-5555' }),
  })
  expect((await visit(sent.location)).text).toContain('<bdi>Dora Lima</bdi>')
})

test('says honestly when no confirmation can be sent, and that a page is closed', async () => {
  const { fields } = await toForm(8)
  await testDatabase.asPostgres((sql) => sql`update public.notification_channels set is_active = false`)
  const sent = await visit(slug, { ...fields, ...typed({ telefone: '41 95555-4444' }) })
  expect((await visit(sent.location)).text).toContain('não consegue enviar mensagem por WhatsApp')
  await saveBooking(testDatabase, { is_open: false })
  expect((await visit(slug)).text).toContain('está fechado')
  await saveBooking(testDatabase, { is_open: true })
})

test('limits who tries without end', async () => {
  await testDatabase.asPostgres((sql) => sql`update app.rate_counts set count = 1000`)
  const { status, text } = await visit(slug)
  expect(status).toBe(429)
  expect(text).toContain('muitas tentativas')
  await testDatabase.asPostgres((sql) => sql`delete from app.rate_counts`)
})

test('needs less than 60 kB of script, and offers the desk what came', async () => {
  const { text, headers } = await visit('booking.js')
  expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(gzipSync(text).length).toBeLessThan(2_000)
  const scripts = (await visit(slug)).text.match(/<script /g) ?? []
  expect(scripts).toHaveLength(1)
  const settings = await ask<{ offers: object[] }>(testDatabase, 'get_booking_settings', {})
  expect(settings.offers).toHaveLength(1)
})
