import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { intakeOf } from '../../supabase/functions/_shared/clinic/intake-wiring.ts'
import { createHandler as infoHandler } from '../../supabase/functions/get-intake-invite-info/handler.ts'
import { createHandler as submitHandler } from '../../supabase/functions/submit-patient-intake/handler.ts'
import { aurora } from '../db/support/cast.ts'
import { adultAnswers, everythingAccepted, invite } from '../db/support/intakes.ts'
import { savePatient } from '../db/support/patients.ts'
import { createFunctions } from './support/functions.ts'

const { testDatabase, deps } = await createFunctions(() => Promise.reject(new Error('no provider is called')))
const clinic = intakeOf(deps)
const handlers = { info: infoHandler(clinic), submit: submitHandler(clinic) }
await savePatient(testDatabase)

async function call(
  name: keyof typeof handlers,
  body: object | string,
  headers: Record<string, string> = {},
) {
  const response = await handlers[name](
    new Request(`https://x/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Phone',
        'x-forwarded-for': '203.0.113.7',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const form = (token: string) => ({
  token,
  submission_id: randomUUID(),
  answers: adultAnswers,
  accepted: everythingAccepted,
  signer: { full_name: 'Mariana Souza', kinship: 'self' },
})

test('opens the form of a link, with its texts and nothing of the patient', async () => {
  const { token } = await invite(testDatabase)
  const { status, body } = await call('info', { token })
  expect(status).toBe(200)
  expect(body).toMatchObject({ state: 'open', clinic_name: aurora.name, form_name: 'Ficha de cadastro' })
  expect((body.texts as { purpose: string }[]).map(({ purpose }) => purpose)).toEqual([
    'privacy_notice',
    'care_contract',
    'guardian_authorisation',
  ])
  expect(JSON.stringify(body)).not.toContain('Mariana')
})

test('takes the answers once, the same again as the same, and says then that it is over', async () => {
  const { token } = await invite(testDatabase)
  const sent = form(token)
  const first = await call('submit', sent)
  expect(first).toMatchObject({ status: 200, body: { state: 'received' } })
  expect(await call('submit', sent)).toEqual(first)
  expect(await call('submit', form(token))).toMatchObject({ status: 409, body: { state: 'submitted' } })
  expect(await call('info', { token })).toEqual({
    status: 200,
    body: { state: 'submitted', clinic_name: aurora.name },
  })
  const [kept] = await testDatabase.asPostgres(
    (sql) => sql`select ip_hash, user_agent from public.intake_submissions where id = ${sent.submission_id}`,
  )
  expect(kept).toEqual({ ip_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string, user_agent: 'Phone' })
})

test('says what is wrong by question', async () => {
  const { token } = await invite(testDatabase)
  const answers = { ...adultAnswers, cpf: '111.111.111-11', full_name: '' }
  expect(await call('submit', { ...form(token), answers })).toMatchObject({
    status: 422,
    body: { state: 'invalid', problems: { cpf: 'invalid_cpf', full_name: 'required' } },
  })
})

test('answers a wrong token, an old one and nonsense alike', async () => {
  const { token } = await invite(testDatabase)
  const { request_id: _, ...wrong } = (await call('info', { token: `${token}x` })).body
  for (const other of ['x', '%', 'a'.repeat(200)]) {
    const { status, body } = await call('info', { token: other })
    expect({ ...body, request_id: undefined }).toEqual({ ...wrong, request_id: undefined })
    expect(status).toBe(404)
    expect((await call('submit', form(other))).status).toBe(404)
  }
})

test('reads no huge body, no other shape and no other method', async () => {
  const { token } = await invite(testDatabase)
  const huge = { ...form(token), answers: { complaint: 'a'.repeat(600_000) } }
  expect((await call('submit', huge)).status).toBe(413)
  expect((await call('info', { token, more: 'a'.repeat(5000) })).status).toBe(413)
  expect((await call('submit', { ...form(token), answers: [] })).status).toBe(400)
  expect((await call('submit', { ...form(token), submission_id: 'x' })).status).toBe(400)
  expect((await call('submit', '{')).status).toBe(400)
  expect((await handlers.info(new Request('https://x/info'))).status).toBe(405)
})

test('answers nobody who tries tokens, and others meanwhile', async () => {
  const { token } = await invite(testDatabase)
  const guesser = { 'x-forwarded-for': '198.51.100.9' }
  const states = []
  for (let n = 0; n < 61; n += 1) states.push((await call('info', { token: `t${n}` }, guesser)).status)
  expect(new Set(states.slice(0, 60))).toEqual(new Set([404]))
  expect(states[60]).toBe(429)
  expect((await call('info', { token }, guesser)).status).toBe(429)
  expect((await call('info', { token }, { 'x-forwarded-for': '198.51.100.10' })).status).toBe(200)
})
