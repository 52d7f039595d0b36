import { expect, test } from 'vitest'
import { shopOf } from '../../supabase/functions/_shared/commerce/shop-wiring.ts'
import { sendingOf } from '../../supabase/functions/_shared/messaging/sending-wiring.ts'
import type { SendLease } from '../../supabase/functions/_shared/messaging/types.ts'
import { createHandler } from '../../supabase/functions/shop/handler.ts'
import { createOutbound } from '../db/support/outbox.ts'
import { openShop, saveShop, seller } from '../db/support/shop.ts'
import { createFunctions } from './support/functions.ts'

const { testDatabase, platform } = await createFunctions(() =>
  Promise.reject(new Error('no provider is called')),
)
let woken = 0
const handler = createHandler({ ...shopOf(platform), wake: () => (woken += 1) })
await openShop(testDatabase, { has_chat: true })

/** A browser: it keeps its cookie, and follows no redirect by itself. */
function browser(address = '203.0.113.9') {
  let cookie = ''
  return async (form?: Record<string, string>, { keeps = true, path = 'aurora/conversa' } = {}) => {
    const response = await handler(
      new Request(`https://x/shop/${path}`, {
        method: form ? 'POST' : 'GET',
        headers: { 'x-forwarded-for': address, cookie, 'content-type': 'application/x-www-form-urlencoded' },
        ...(form ? { body: new URLSearchParams(form).toString() } : {}),
      }),
    )
    const set = response.headers.get('set-cookie')
    if (set && keeps) cookie = set.split(';')[0] ?? ''
    return {
      status: response.status,
      location: response.headers.get('location'),
      cookie: set,
      headers: response.headers,
      text: await response.text(),
      bring: (value: string) => (cookie = value),
    }
  }
}
const tokenIn = (text: string) => /name="f" value="([^"]*)"/.exec(text)?.[1] ?? ''
const person = {
  nome: 'Camila Duarte',
  telefone: '(11) 97777-1234',
  mensagem: 'Oi! <img src=x onerror=alert(1)>\nTem em 30 ml?',
  aceite: '1',
}
const threadKey = () =>
  testDatabase.asPostgres(async (sql) => {
    const [row] = await sql<{ thread_key: string }[]>`
      select thread_key from public.conversation_threads where channel = 'shop_chat' order by created_at limit 1`
    return row!.thread_key
  })

test('a visitor writes with a plain form, is answered, and sees what was said as text', async () => {
  const go = browser()
  const page = await go()
  expect(page.status).toBe(200)
  expect(page.headers.get('x-robots-tag')).toBe('noindex')
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(page.text).toContain('Não é um canal de urgência')
  const form = { ...person, f: tokenIn(page.text) }
  const sent = await go(form)
  expect(sent).toMatchObject({ status: 303, location: '/loja/aurora/conversa' })
  expect(sent.cookie).toMatch(
    /^zelo_chat=[\w-]{43}; Path=\/loja\/aurora\/conversa; Max-Age=2592000; HttpOnly; SameSite=Lax/,
  )
  expect(woken).toBe(0)
  const shown = await go()
  expect(shown.text).toContain('Oi! &lt;img src=x onerror=alert(1)&gt;\nTem em 30 ml?')
  expect(shown.text).toContain('Sua mensagem chegou')
  expect(shown.text).not.toContain('name="telefone"')

  const { lease, message } = await createOutbound(testDatabase, {
    key: await threadKey(),
    body: 'Temos, sim.',
  })
  const { state } = await sendingOf(platform).runSend(lease as unknown as SendLease)
  expect(state).toBe('sent')
  const answered = await go()
  expect(answered.text).toContain('Temos, sim.')
  expect(answered.text).toContain('A clínica respondeu.')
  const [row] = await testDatabase.asPostgres(
    (sql) =>
      sql`select status, provider_message_id from public.conversation_messages where id = ${message.id}`,
  )
  expect(row).toEqual({ status: 'read', provider_message_id: `page:${message.id}` })
})

test('the same form twice begins one chat and is one message, in whichever order they come', async () => {
  const go = browser('203.0.113.10')
  const form = { ...person, telefone: '(11) 97777-4321', f: tokenIn((await go()).text) }
  const [first, second] = await Promise.all([go(form, { keeps: false }), go(form, { keeps: false })])
  expect(first.status).toBe(303)
  expect(second.cookie).toBe(first.cookie)
  first.bring(first.cookie!.split(';')[0]!)
  expect((await go()).text.match(/class="own"/g)).toHaveLength(1)
})

test('somebody without the secret, or with another, sees an empty form', async () => {
  const stranger = browser('203.0.113.11')
  const page = await stranger()
  page.bring(`zelo_chat=${'a'.repeat(43)}`)
  const guessed = await stranger()
  expect(guessed.text).not.toContain('Temos, sim.')
  expect(guessed.text.replace(tokenIn(guessed.text), '')).toBe(page.text.replace(tokenIn(page.text), ''))
})

test('says what is missing, keeps what was typed, and refuses machines and what is too long', async () => {
  const go = browser('203.0.113.12')
  const f = tokenIn((await go()).text)
  const wrong = await go({ ...person, f, telefone: '12', aceite: '' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Escreva um telefone com DDD')
  expect(wrong.text).toContain('value="Camila Duarte"')
  expect(wrong.text).toContain(`value="${f}"`)
  const machine = await go({ ...person, f, site: 'x' })
  expect(machine.status).toBe(422)
  expect(machine.cookie).toBeNull()
  expect((await go({ ...person, f, mensagem: 'x'.repeat(20_000) })).status).toBe(413)
})

test('the pages of the shop lead to it where it is on; where it is off nobody finds it', async () => {
  const go = browser('203.0.113.13')
  const home = { path: 'aurora' }
  expect((await go(undefined, home)).text).toContain('href="/loja/aurora/conversa"')
  await saveShop(testDatabase, { ...seller, has_chat: false })
  expect((await go(undefined, home)).text).not.toContain('/conversa')
  expect((await go()).status).toBe(404)
  expect((await go({ ...person, f: 'x'.repeat(32) })).status).toBe(404)
  expect((await go(undefined, { path: 'nenhuma/conversa' })).status).toBe(404)
})
