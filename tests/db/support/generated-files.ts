import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { repositoryRoot } from '../../../local/config.ts'
import { authMails } from '../../../supabase/functions/_shared/account/auth-mails.ts'
import { columnsOfWords, errorCodesModule, unionsModule } from './contracts.ts'
import { supabase } from './supabase-cli.ts'

/** What the SPA and the functions both read. */
const contracts = 'supabase/functions/_shared/contracts'

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
    { path: join(contracts, 'database.types.ts'), text: await databaseTypes(url) },
    { path: join(contracts, 'unions.ts'), text: await formatted(unionsModule(await columnsOfWords(url))) },
    { path: join(contracts, 'error-codes.ts'), text: await formatted(errorCodesModule()) },
  ]
}

async function databaseTypes(url: string): Promise<string> {
  const output = await supabase(url, 'gen', 'types', 'typescript', '--schema=public,app')
  const start = output.indexOf('export type Json')
  if (start < 0) throw new Error(`supabase gen types printed no types: ${output}`)
  const header = '// Generated from supabase/migrations by `npm run generate`. Do not edit.\n\n'
  return formatted(header + output.slice(start))
}

async function formatted(text: string): Promise<string> {
  const style = await resolveConfig(join(repositoryRoot, contracts, 'unions.ts'))
  return format(text, { ...style, parser: 'typescript' })
}
