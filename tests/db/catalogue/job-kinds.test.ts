import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jobHandlers } from '../../../supabase/functions/process-jobs/registry.ts'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase({ cast: false })
const root = join(import.meta.dirname, '../../..')
const shared = join(root, 'supabase/functions/_shared')
const never = () => Promise.reject(new Error('no job is run here'))

interface Kind {
  kind: string
  is_listed: boolean
  open_function: string | null
  dead_function: string | null
  revive_function: string | null
  summary_function: string | null
}

const kinds = await db.asPostgres((sql) => sql<Kind[]>`select * from app.job_kinds order by kind`)

describe.each([...kinds])('the kind of job $kind', (kind) => {
  it('has a handler file of its name', () => {
    const file = `${kind.kind.replaceAll('_', '-')}.ts`
    expect(
      readdirSync(shared).filter((domain) => existsSync(join(shared, domain, 'jobs', file))),
    ).toHaveLength(1)
  })

  it.runIf(kind.is_listed).each(['pt-BR', 'en'])('has a name on the screen in %s', (locale) => {
    const texts = JSON.parse(readFileSync(join(root, 'src/locales', locale, 'queue.json'), 'utf8')) as {
      kinds: Record<string, string>
    }
    expect(texts.kinds[kind.kind]).toEqual(expect.stringMatching(/\S/))
  })

  it.each([
    ['open_function', ['app.jobs[]'], 'jsonb'],
    ['dead_function', ['app.jobs'], 'void'],
    ['revive_function', ['uuid', 'app.jobs[]'], 'void'],
    ['summary_function', ['app.jobs'], 'text'],
  ] as const)('names a %s that exists, or none', async (column, parameters, result) => {
    const name = kind[column]
    if (name === null) return
    const rows = await db.asPostgres(
      (sql) => sql`
        select p.prorettype::regtype::text as result from pg_proc p
        where p.oid = to_regprocedure(${`${name}(${parameters.join(', ')})`})`,
    )
    expect(rows).toEqual([{ result }])
  })
})

it('has a row for every handler, and a handler for every row', () => {
  const none = { media: {} } as Parameters<typeof jobHandlers>[0]
  const handlers = jobHandlers({ ...none, runSend: never, hooks: { acknowledge: never, deliver: never } })
  expect(Object.keys(handlers).sort()).toEqual(kinds.map(({ kind }) => kind))
})

it('no function of the platform knows a kind by its name', () => {
  const folder = join(root, 'supabase/schemas/platform/functions')
  const knowing = readdirSync(folder).filter((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    return kinds.some(({ kind }) => text.includes(kind))
  })
  expect(knowing).toEqual([])
})
