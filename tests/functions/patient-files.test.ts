import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { gradientPng, onePagePdf } from '../../local/simulators/core/samples.ts'
import { storable } from '../../src/lib/storable.ts'
import { createHandler } from '../../supabase/functions/accept-media-upload/handler.ts'
import { createHandler as createProcessJobs } from '../../supabase/functions/process-jobs/handler.ts'
import { aurora, type Email } from '../db/support/cast.ts'
import { filesOf, storedPicture } from '../db/support/media.ts'
import { addFile, beginFile, treatedPatient, treating } from '../db/support/patient-files.ts'
import { patientId } from '../db/support/patients.ts'
import { testLabelledSet } from '../support/labelled-set.ts'
import { command, createFunctions, secretKey } from './support/functions.ts'

const functions = await createFunctions(() => Promise.resolve(new Response('{}')))
const { deps, testDatabase: db, bucket: conversations } = functions
const bucket = conversations.in('patient-files')
const accept = createHandler(deps)

beforeEach(async () => {
  conversations.objects.clear()
  bucket.objects.clear()
  bucket.isDown = false
  await db.asPostgres(async (sql) => {
    await sql`delete from public.patients`
    await sql`delete from public.conversation_threads`
    await sql`delete from app.media_files`
    await sql`delete from app.jobs`
  })
  await treatedPatient(db)
})

/** Puts a file as a browser does, and lets it be looked at. */
async function upload(bytes: Uint8Array, type = 'application/pdf', name = 'exame.pdf') {
  const { upload_id: id, path } = await beginFile(db, { bytes: Math.max(1, bytes.byteLength), type, name })
  bucket.objects.set(path, { bytes, type })
  return { id, path, ...(await look(id)) }
}

async function look(id: string, as: Email = 'recepcao@aurora.test') {
  const response = await accept(
    await command('accept-media-upload', as, { tenant_id: aurora.id, upload_id: id }),
  )
  return { status: response.status, body: (await response.json()) as { code?: string; hint?: string } }
}

describe('a file of a patient', () => {
  test('is stored as what it is in the patient’s folder, and the upload goes', async () => {
    const { id, status } = await upload(gradientPng(20), 'application/pdf', 'na verdade uma foto.pdf')
    expect(status).toBe(200)
    const path = `${aurora.id}/${patientId}/${id}.png`
    expect([...bucket.objects]).toMatchObject([[path, { type: 'image/png' }]])
    expect(await addFile(db, id)).toMatchObject({
      mime_type: 'image/png',
      name: 'na verdade uma foto.pdf.png',
      path,
    })
    expect(conversations.objects.size).toBe(0)
  })

  test('that is a program is refused with its reason, and nothing stays', async () => {
    const page = new TextEncoder().encode('<html><script>alert(1)</script></html>')
    const { id, body } = await upload(page)
    expect(body).toMatchObject({ code: 'media_refused', hint: 'type_not_allowed' })
    expect(await filesOf(db)).toMatchObject([{ id, state: 'doomed' }])
    await createProcessJobs(deps)(
      new Request('https://x/process-jobs', {
        method: 'POST',
        headers: { apikey: secretKey, 'content-type': 'application/json' },
        body: '{}',
      }),
    )
    expect([bucket.objects.size, (await filesOf(db)).length]).toEqual([0, 0])
  })

  test('is looked at for nobody but whoever put it', async () => {
    const { upload_id: id } = await beginFile(db)
    expect(await look(id, treating)).toMatchObject({ status: 404, body: { code: 'upload_not_found' } })
    expect(await look(id)).toMatchObject({ status: 409, body: { code: 'upload_incomplete' } })
  })

  test('can be looked at a moment later when the storage was away', async () => {
    bucket.isDown = true
    const { id, status } = await upload(onePagePdf('x'))
    expect(status).toBe(503)
    bucket.isDown = false
    expect(await look(id)).toMatchObject({ status: 200 })
  })
})

test('a message’s file is copied, and stays where it was', async () => {
  const { message, path } = await storedPicture(db)
  conversations.objects.set(path, { bytes: gradientPng(8), type: 'image/png' })
  const id = crypto.randomUUID()
  await db.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.begin_patient_copy(${aurora.id}, ${patientId}, ${id}, ${message.id})`,
  )
  expect(await look(id)).toMatchObject({ status: 200 })
  expect(await look(id)).toMatchObject({ status: 200 })
  expect([...bucket.objects.keys()]).toEqual([`${aurora.id}/${patientId}/${id}.png`])
  expect([...conversations.objects.keys()]).toEqual([path])
  expect(await addFile(db, id)).toMatchObject({ source: 'conversation', mime_type: 'image/png' })
})

/** A file of the set that `ZELO_CASES` names. */
interface Case {
  id: string
  file: string
  declared_mime: string
  declared_name: string
  accepted: boolean
  stored_mime?: string
  refused?: string | string[]
}

const folder = process.env.ZELO_CASES && resolve(process.env.ZELO_CASES, 'media')
const cases: Case[] = folder ? (JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as Case[]) : []

describe.runIf(cases.length > 0)('the set of files, put for a patient', () => {
  testLabelledSet(cases, 'is kept as what it is, or not at all', async (given) => {
    const bytes = new Uint8Array(readFileSync(`${folder}/${given.file}`))
    // what a browser would not even begin says its type here all the same
    const { upload_id: id, path } = await beginFile(db, {
      bytes: Math.max(1, bytes.byteLength),
      type: '',
      name: storable(given.declared_name),
    })
    await db.asPostgres((sql) => sql`update app.media_files set mime_type = ${given.declared_mime}`)
    bucket.objects.set(path, { bytes, type: given.declared_mime })
    const { status, body } = await look(id)
    if (given.accepted) {
      expect(status).toBe(200)
      expect([...bucket.objects.values()]).toMatchObject([{ type: given.stored_mime }])
    } else {
      expect(status).toBe(422)
      expect([given.refused].flat()).toContain(body.hint)
    }
  })
})
