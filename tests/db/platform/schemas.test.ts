import { afterAll, beforeAll, expect, test } from 'vitest'
import { schemaDifference } from '../../../local/schema/difference.ts'
import { startCluster, type Cluster } from '../../../local/schema/scratch.ts'
import { schemaSource } from '../../../local/schema/source.ts'
import { connect } from '../../../local/database.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster.stop())

async function differenceOf(change: (path: string, text: string) => string): Promise<string> {
  const admin = connect(cluster.superuserUrl)
  await admin`drop database if exists from_migrations with (force)`
  await admin`drop database if exists from_schemas with (force)`
  await admin.end()
  const files = schemaSource().map((file) => ({ ...file, text: change(file.path, file.text) }))
  return schemaDifference(cluster, files)
}

test('the migrations make what supabase/schemas says', async () => {
  expect(await differenceOf((_, text) => text)).toBe('')
})

test('a changed function, a new column, a lost grant and a changed row are each told', async () => {
  const difference = await differenceOf((path, text) => {
    if (path.endsWith('app.backoff.sql')) return text.replace('as $$', () => 'as $$\n  -- changed\n')
    if (path.endsWith('tables/public.profiles.sql')) {
      return `${text}\nalter table public.profiles add column pronoun text;\ncomment on column public.profiles.pronoun is 'new';\n`
    }
    if (path.endsWith('public.replay_job.sql')) return text.replace(/^grant .*$/m, '')
    if (path.endsWith('messaging/rows/app.opt_words.sql')) return text.replace("'parar'", "'nada mais'")
    return text
  })
  expect(difference).toContain('FUNCTION app.backoff')
  expect(difference).toContain('-- changed')
  expect(difference).toContain('ADD COLUMN "pronoun" text')
  expect(difference).toContain('COMMENT ON COLUMN "public"."profiles"."pronoun"')
  expect(difference).toContain('ON FUNCTION "public"."replay_job"(uuid, bigint) FROM "authenticated"')
  expect(difference).toContain("'nada mais'")
})
