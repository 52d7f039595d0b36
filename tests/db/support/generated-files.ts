import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { repositoryRoot } from '../../../local/config.ts'
import { connect } from '../../../local/database.ts'
import { authMails } from '../../../supabase/functions/_shared/auth-mails.ts'
import { supabase } from './supabase-cli.ts'

export interface GeneratedFile {
  path: string
  text: string
}

/** The mails of the Auth service. They come first: the CLI applies no migration while its config names a lost file. */
export function generatedMails(): GeneratedFile[] {
  return authMails().map(({ name, html }) => ({ path: `supabase/templates/${name}.html`, text: html }))
}

/** The files that are made from the migrated database at `url`, as they should be. */
export async function generatedFiles(url: string): Promise<GeneratedFile[]> {
  return [
    { path: 'src/lib/database.types.ts', text: await databaseTypes(url) },
    { path: 'supabase/schema.sql', text: await schemaDump(url) },
  ]
}

async function databaseTypes(url: string): Promise<string> {
  const output = await supabase(url, 'gen', 'types', 'typescript', '--schema=public,app')
  const start = output.indexOf('export type Json')
  if (start < 0) throw new Error(`supabase gen types printed no types: ${output}`)
  const header = '// Generated from supabase/migrations by `npm run generate`. Do not edit.\n\n'
  const style = await resolveConfig(join(repositoryRoot, 'src', 'lib', 'database.types.ts'))
  return format(header + output.slice(start), { ...style, parser: 'typescript' })
}

/** One text of everything the migrations made, in a fixed order, so that a review shows what a change did. */
async function schemaDump(url: string): Promise<string> {
  const sql = connect(url)
  try {
    const query = readFileSync(join(import.meta.dirname, 'schema-dump.sql'), 'utf8')
    await sql`set search_path = ''`
    const rows = (await sql.unsafe(query)) as unknown as { statement: string }[]
    const header =
      '-- Generated from supabase/migrations by `npm run generate`. Do not edit; nothing runs it.\n'
    return [header, ...rows.map((row) => `${row.statement}\n`)].join('\n')
  } finally {
    await sql.end()
  }
}
