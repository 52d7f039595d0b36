import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { createObjectStore } from '../../supabase/functions/_shared/media/object-store.ts'
import type { StackConfig } from '../config.ts'
import { connect, createDemoUsers, demoConversations } from '../database.ts'
import { ClinicClock } from './clock.ts'
import { demoFile, type DemoFile } from './files.ts'
import { demoTherapists } from './people.ts'
import { stepsOf, type Step } from './steps.ts'
import { readStories, type Story } from './story.ts'

const clinics = ['aurora', 'horizonte'] as const

/** The conversations of a demo clinic. */
export function storiesOf(clinic: (typeof clinics)[number]): Story[] {
  return readStories(readFileSync(join(import.meta.dirname, 'stories', `${clinic}.txt`), 'utf8'))
}

/**
 * Fills the demo clinics with a month of conversations, once: in one transaction, through the functions that webhooks and
 * screens call, with the files in the Storage. Nobody is told of it, and nothing is sent.
 */
export async function loadDemoConversations(config: StackConfig, now = new Date()): Promise<void> {
  const sql = connect(config.urls.superuser)
  try {
    const [wanted] = await sql`
      select from supabase_migrations.seed_files where path = ${demoConversations} and hash = 'wanted'`
    if (!wanted) return
    await createDemoUsers(sql, demoTherapists)
    await sql.begin(async (transaction) => {
      const tell = transaction as unknown as Sql
      await tell`set local role postgres`
      await tell.unsafe(readFileSync(join(import.meta.dirname, 'tell.sql'), 'utf8')).simple()
      await tell`select pg_temp.prepare()`
      const uploads: Upload[] = []
      for (const clinic of clinics) uploads.push(...(await tellClinic(tell, clinic, now)))
      await tell`select pg_temp.settle()`
      await store(config, uploads)
      await tell`reset role`
      await tell`update supabase_migrations.seed_files set hash = 'loaded' where path = ${demoConversations}`
    })
  } finally {
    await sql.end()
  }
}

interface Upload {
  path: string
  file: DemoFile
}

async function tellClinic(sql: Sql, slug: (typeof clinics)[number], now: Date): Promise<Upload[]> {
  const [clinic] = await sql<
    { id: string; channel_id: string; provider: 'evolution' | 'twilio'; zone: string }[]
  >`
    select t.id, c.id as channel_id, c.provider, t.time_zone as zone
    from public.tenants t join public.notification_channels c on c.tenant_id = t.id where t.slug = ${slug}`
  if (!clinic) return []
  const stories = storiesOf(slug)
  const steps = stepsOf(stories, clinic.provider, new ClinicClock(clinic.zone, now), await filesOf(stories))
  const plain = steps.map(({ upload: _upload, ...step }) => step)
  const told = await sql<{ path: string | null }[]>`
    select pg_temp.tell(${clinic.id}, ${clinic.channel_id}, ${clinic.provider}, s.step) as path
    from jsonb_array_elements(${sql.json(plain as never)}::jsonb) with ordinality s (step, n) order by s.n`
  return steps.flatMap(({ upload }: Step, index) => {
    const path = told[index]?.path
    return upload && path ? [{ path, file: upload }] : []
  })
}

async function filesOf(stories: readonly Story[]): Promise<Map<string, DemoFile>> {
  const names = stories.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.type === 'said' && line.file !== undefined ? [line.file] : [])),
  )
  return new Map(
    await Promise.all([...new Set(names)].map(async (name) => [name, await demoFile(name)] as const)),
  )
}

async function store({ urls, secrets }: StackConfig, uploads: readonly Upload[]): Promise<void> {
  const objects = createObjectStore({ projectUrl: urls.gateway, secretKey: secrets.secretKey, fetch })
  await Promise.all(uploads.map(({ path, file }) => objects.put(path, file.bytes, file.type)))
}
