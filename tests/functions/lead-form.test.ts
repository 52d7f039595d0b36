import { expect, test } from 'vitest'
import { createSalesService } from '../../supabase/functions/_shared/sales/database.ts'
import { createHandler } from '../../supabase/functions/lead-form/handler.ts'
import { ask } from '../db/support/agenda.ts'
import { leader } from '../db/support/sales.ts'
import { createFunctions } from './support/functions.ts'

const { testDatabase: db, deps } = await createFunctions(() =>
  Promise.reject(new Error('no provider is called')),
)
let clock = Date.parse('2030-01-07T12:00:00Z')
const handle = createHandler({
  service: createSalesService(deps.calls),
  hashAddress: () => 'somebody',
  key: 'a key of the test',
  now: () => clock,
  log: deps.log,
})
const formId = '5f000000-0000-4000-8000-000000000002'
const address = `https://x/functions/v1/lead-form?form=${formId}`

async function open(query = '') {
  const response = await handle(new Request(address + query))
  const page = await response.text()
  return { status: response.status, page, seal: /name="seal" value="([^"]+)"/.exec(page)?.[1] ?? '' }
}
async function send(fields: Record<string, string>) {
  const body = new URLSearchParams(fields)
  const response = await handle(new Request(address, { method: 'POST', body }))
  return { status: response.status, page: await response.text() }
}
const leads = () => ask<Record<string, unknown>[]>(db, 'list_leads')

test('a visitor of the site becomes a lead; a machine does not', async () => {
  expect((await open()).status).toBe(404)
  await ask(db, 'save_lead_form', { id: formId, form: { title: 'Fale com a gente <3' } }, leader)
  const { page, seal } = await open('&utm_source=google')
  expect(page).toContain('Fale com a gente &lt;3')
  expect(page).not.toContain('<script')
  const person = { full_name: 'Lia Costa', phone: '11 97777-0001', seal, utm_source: 'google' }

  // quicker than people type, what nobody sees, and a seal of somebody else's
  expect((await send(person)).page).toContain('Obrigado')
  clock += 20_000
  expect((await send({ ...person, website: 'spam' })).page).toContain('Obrigado')
  expect((await send({ ...person, seal: '1.x' })).page).toContain('envie de novo')
  expect(await leads()).toEqual([])

  // what is wrong stands there again, to be put right
  const wrong = await send({ ...person, phone: '12', message: 'Oi "você"' })
  expect(wrong).toMatchObject({ status: 422 })
  expect(wrong.page).toContain('Oi "você"'.replaceAll('"', '&quot;'))
  expect(await leads()).toEqual([])

  expect((await send({ ...person, message: 'Quero uma avaliação' })).page).toContain('Obrigado')
  expect(await leads()).toMatchObject([
    {
      full_name: 'Lia Costa',
      origin: 'site_form',
      utm: { source: 'google' },
      message: 'Quero uma avaliação',
    },
  ])
})
