import { expect, test } from 'vitest'
import { createHandler as createProcessJobs } from '../../supabase/functions/process-jobs/handler.ts'
import { erase, erasureOf, plantPerson, tablesWith } from '../db/support/erasures.ts'
import { listExports, requestExport } from '../db/support/exports.ts'
import { createFunctions, secretKey } from './support/functions.ts'

const functions = await createFunctions(() => Promise.resolve(new Response('{}')))
const { deps, testDatabase: db, bucket } = functions
const work = createProcessJobs(deps)
const run = (body = '{}') =>
  work(
    new Request('https://x/process-jobs', {
      method: 'POST',
      headers: { apikey: secretKey, 'content-type': 'application/json' },
      body,
    }),
  )

test('a person is erased by the worker, the copies go, and the certificate is a PDF that names nobody', async () => {
  await plantPerson(db)
  await requestExport(db)
  await run()
  const exports = bucket.in('exports')
  expect(exports.objects.size).toBe(1)

  const { id } = await erase(db)
  // a worker that dies after a few pieces: the next one goes on
  await db.asService(async (sql) => {
    for (let piece = 0; piece < 7; piece += 1)
      await sql`select app.advance_erasure(tenant_id, id) from public.erasures where id = ${id}`
  })
  await run()
  expect(await erasureOf(db, id)).toMatchObject({ state: 'done' })
  await run()
  expect(exports.objects.size).toBe(0)
  expect(await tablesWith(db, 'rascunho zyxwvutoken')).toEqual({})

  await requestExport(db, { kind: 'erasure_certificate', subject: { erasure_id: id } })
  await run()
  const ready = (await listExports(db)).find(({ kind }) => kind === 'erasure_certificate')
  expect(ready).toMatchObject({ state: 'ready' })
  const [object] = [...exports.objects.values()]
  expect(object!.type).toBe('application/pdf')
  expect(new TextDecoder().decode(object!.bytes.slice(0, 5))).toBe('%PDF-')
})

test('every night each clinic with a policy gets its job', async () => {
  await db.asUser(
    'dona@aurora.test',
    (sql) =>
      sql`select public.save_retention_policy('00000000-0000-4000-8000-00000000a000', 'raw_events', 90, true)`,
  )
  expect(await (await run('{"task":"retention"}')).json()).toEqual({ clinics: 1 })
  await run()
  const rows = await db.asPostgres(
    (sql) => sql`select last_run_at is not null as ran from public.retention_policies`,
  )
  expect(rows).toEqual([{ ran: true }])
})
