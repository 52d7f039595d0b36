import { expect, test } from 'vitest'
import { createClinicDatabase } from '../../supabase/functions/_shared/clinic/database.ts'
import { createHandler } from '../../supabase/functions/waiting-offer/handler.ts'
import { advance, free, offered, openWaitingList, slots, tokenOf, wait } from '../db/support/waiting-list.ts'
import { createFunctions } from './support/functions.ts'

const { testDatabase: db, deps } = await createFunctions(() =>
  Promise.reject(new Error('no provider is called')),
)
const handle = createHandler({
  service: createClinicDatabase(deps.calls).service,
  hashAddress: () => 'somebody',
  log: deps.log,
})

/** A time on offer to Bia until an hour from now. */
async function token(): Promise<string> {
  await openWaitingList(db)
  await wait(db, 'bia')
  const { id } = await free(db)
  await advance(db, id!)
  await db.asPostgres(
    (sql) =>
      sql`update public.waiting_list_offers set expires_at = now() + interval '1 hour' where state = 'open'`,
  )
  return tokenOf(db, (await slots(db))[0]!.offers[0]!.id)
}

async function get(token: string) {
  const response = await handle(new Request(`https://x/functions/v1/waiting-offer?token=${token}`))
  return { status: response.status, type: response.headers.get('content-type'), page: await response.text() }
}
async function post(token: string, answer: string) {
  const body = new URLSearchParams({ token, answer })
  const response = await handle(new Request('https://x/functions/v1/waiting-offer', { method: 'POST', body }))
  return { status: response.status, page: await response.text() }
}

test('shows an offer without a script, and looking at it answers nothing', async () => {
  const link = await token()
  const { status, type, page } = await get(link)
  expect(status).toBe(200)
  // what hosted functions do not turn into plain text
  expect(type).toBe('application/xhtml+xml; charset=utf-8')
  expect(page).toContain('Abriu um horário para você')
  expect(page).toContain('Terça, 8/1/2030, às 15h')
  expect(page).toContain('com Helena Terapeuta')
  expect(page).toContain(`name="token" value="${link}"`)
  expect(page).not.toContain('<script')
  expect(page).not.toContain('Bia')
  expect(await offered(db)).toEqual(['Bia Reis open'])

  expect((await post(link, 'perhaps')).page).toContain('Abriu um horário para você')
  const booked = await post(link, 'yes')
  expect(booked.page).toContain('Pronto! O horário é seu')
  expect((await post(link, 'no')).page).toContain('Pronto! O horário é seu')
  expect((await get(link)).page).not.toContain('<form')
  expect(await offered(db)).toEqual(['Bia Reis accepted'])
})

test('knows no other link, and says nothing of the clinic there', async () => {
  const { status, page } = await get('%3Cb%3E%26%22')
  expect(status).toBe(404)
  expect(page).toContain('Este link não é válido')
  expect(page).not.toContain('Aurora')
  expect(page).not.toContain('<b>')
})
