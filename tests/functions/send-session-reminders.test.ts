import { expect, test } from 'vitest'
import { createHandler } from '../../supabase/functions/send-session-reminders/handler.ts'
import { createHandler as createWorker } from '../../supabase/functions/process-jobs/handler.ts'
import { ask, patients, sessionId } from '../db/support/agenda.ts'
import { mariana, receive } from '../db/support/events.ts'
import {
  bookBefore,
  logs,
  openReminders,
  saveReminders,
  statusOf,
  windowOf,
} from '../db/support/reminders.ts'
import { createClinicDatabase } from '../../supabase/functions/_shared/clinic/database.ts'
import { createFunctions, secretKey } from './support/functions.ts'

const { testDatabase, deps } = await createFunctions(() => Promise.reject(new Error('no provider is called')))
let woken = 0
const handler = createHandler({
  auth: deps.auth,
  clinic: createClinicDatabase(deps.calls).service,
  wake: () => void (woken += 1),
  log: deps.log,
})
const worker = createWorker(deps)

const remind = (apikey = secretKey, method = 'POST') =>
  handler(new Request('https://x/send-session-reminders', { method, headers: { apikey } }))
const work = () =>
  worker(
    new Request('https://x/process-jobs', {
      method: 'POST',
      headers: { apikey: secretKey, 'content-type': 'application/json' },
      body: '{}',
    }),
  )

test('is for the scheduler alone', async () => {
  expect((await remind('sb_secret_wrong')).status).toBe(401)
  expect((await remind(secretKey, 'GET')).status).toBe(405)
})

test('plans what is due, wakes the worker once, and the worker writes the message; an answer confirms', async () => {
  await openReminders(testDatabase)
  const start = new Date(Date.now() + 5 * 3_600_000)
    .toLocaleString('sv-SE', { timeZone: 'America/Sao_Paulo' })
    .slice(0, 16)
    .replace(' ', 'T')
  await bookBefore(testDatabase, {
    start_local: start,
    patient_ids: [patients.ana],
    at: '2026-01-01T00:00:00Z',
  })
  await testDatabase.asPostgres((sql) => sql`delete from app.jobs`)
  await saveReminders(testDatabase, { quiet_from: '00:00', quiet_to: '00:00', windows: [windowOf(1440)] })
  expect(await (await remind()).json()).toEqual({ due: 1 })
  expect(await (await remind()).json()).toEqual({ due: 0 })
  expect(woken).toBe(1)
  expect(await (await work()).json()).toMatchObject({ claimed: 1 })
  expect(await logs(testDatabase)).toMatchObject([{ state: 'sent', reason: null, answer: null }])
  await work()
  const [row] = await testDatabase.asPostgres(
    (sql) => sql`select count(*)::int as n from public.conversation_messages where origin = 'automation'`,
  )
  expect(row).toEqual({ n: 1 })

  await receive(testDatabase, {
    provider_message_id: 'answer',
    address: { phone: mariana },
    body: 'Sim, confirmo',
    occurred_at: new Date().toISOString(),
  })
  await work()
  expect(await statusOf(testDatabase, sessionId)).toBe('confirmed')
  expect(await logs(testDatabase)).toMatchObject([{ answer: 'confirmed' }])
  expect(await ask(testDatabase, 'list_session_calls')).toEqual([])
})
