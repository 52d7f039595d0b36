import { expect, test } from 'vitest'
import { privacyOf } from '../../supabase/functions/_shared/trust/privacy-wiring.ts'
import { writeMail } from '../../supabase/functions/_shared/trust/mails/mails.ts'
import { createHandler } from '../../supabase/functions/privacy-request/handler.ts'
import { aurora } from '../db/support/cast.ts'
import { ask } from '../db/support/agenda.ts'
import { appUrl, createFunctions } from './support/functions.ts'

const { testDatabase: db, deps } = await createFunctions(() =>
  Promise.reject(new Error('no provider is called')),
)
let clock = Date.parse('2026-11-20T15:00:00Z')
const handle = createHandler({ ...privacyOf(deps), now: () => clock })

/** A browser without scripts: one page, or one form that is posted. */
async function visit(path = '', form?: Record<string, string>, ip = '203.0.113.7') {
  const response = await handle(
    new Request(`https://x/privacy-request/${aurora.slug}${path}`, {
      method: form ? 'POST' : 'GET',
      headers: { 'x-forwarded-for': ip },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    }),
  )
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const sealOf = (text: string) => /name="f" value="([^"]+)"/.exec(text)?.[1] ?? ''
const typed = {
  pedido: 'access',
  nome: 'Renata <Azevedo>',
  email: 'renata@exemplo.test',
  declaro: '1',
}

test('leads a stranger from the address to a protocol, and from the mail to the answer', async () => {
  expect((await visit()).status).toBe(404)
  await ask(db, 'save_privacy_page', { is_open: true, intro: '<b>Olga</b>' }, 'dona@aurora.test')
  const first = await visit()
  expect(first.text).toContain('&lt;b&gt;Olga&lt;/b&gt;')
  expect(first.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(first.headers.get('cache-control')).toBe('no-store')
  const f = sealOf(first.text)

  // what is wrong stands there again, beside what is right
  clock += 60_000
  const wrong = await visit('', { ...typed, f })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('value="Renata &lt;Azevedo&gt;"')
  expect(wrong.text).toContain('id="nome-ajuda">Escreva seu nome')
  expect(sealOf(wrong.text)).toBe(f)

  // a machine, and a form that is not ours, are told to try again
  const good = { ...typed, nome: 'Renata Azevedo', f }
  expect((await visit('', { ...good, site: 'spam' })).text).toContain('envie outra vez')
  expect((await visit('', { ...good, f: '1.x.y' })).text).toContain('envie outra vez')

  const sent = await visit('', good)
  const [, protocol = ''] = /<strong>(LGPD-[0-9A-F]{4}-[0-9A-F]{4})<\/strong>/.exec(sent.text) ?? []
  expect(protocol).not.toBe('')
  expect((await visit('', good)).text).toContain(protocol)

  const [job, ...more] = await db.asPostgres(
    (sql) => sql<{ payload: { to: string; data: Record<string, unknown> } }[]>`
      select payload from app.jobs where kind = 'send_email' and payload ->> 'template' = 'privacy_request'`,
  )
  expect(more).toEqual([])
  const mail = writeMail('privacy_request', job!.payload.data, appUrl)
  expect(mail.subject).toContain(protocol)
  const [, path = ''] = new RegExp(`${appUrl}/seus-dados/${aurora.slug}(/[\\w-]+)`).exec(mail.text) ?? []
  const own = await visit(path)
  expect(own.text).toContain('Em análise')
  const [request] = await db.asPostgres(
    (sql) => sql<{ id: string; email_seen_at: Date | null }[]>`
      select id, email_seen_at from public.privacy_requests where origin = 'page'`,
  )
  expect(request!.email_seen_at).not.toBeNull()
  await ask(
    db,
    'answer_privacy_request',
    { id: request!.id, state: 'done', answer: 'Enviamos a cópia.' },
    'dona@aurora.test',
  )
  expect((await visit(path)).text).toContain('Enviamos a cópia.')
  expect((await visit('/x'.padEnd(40, 'y'))).status).toBe(404)
})

test('is limited by address: an answer, not an error', async () => {
  const look = async (n: number) => {
    let last = 200
    for (let i = 0; i < n; i += 1) last = (await visit('', undefined, '198.51.100.9')).status
    return last
  }
  expect(await look(120)).toBe(200)
  expect(await look(1)).toBe(429)
  expect((await visit('', undefined, '198.51.100.10')).status).toBe(200)
})
