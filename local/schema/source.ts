import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../config.ts'
import { connect } from '../database.ts'
import { StackFailure } from '../failure.ts'

const folder = join(repositoryRoot, 'supabase', 'schemas')

/** The domains in the order in which a newcomer reads them; a domain that is not named here comes last. */
const domains = ['platform', 'account', 'messaging', 'billing']

export interface SourceFile {
  /** Below supabase/schemas, with forward slashes: `messaging/tables/public.message_templates.sql`. */
  path: string
  domain: string
  text: string
}

/** Every file of supabase/schemas, by domain and path. */
export function schemaSource(): SourceFile[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.sql'))
  return paths
    .map((path) => ({ path, domain: path.split('/', 1)[0]!, text: readFileSync(join(folder, path), 'utf8') }))
    .sort((a, b) => rank(a.domain) - rank(b.domain) || (a.path < b.path ? -1 : 1))
}

function rank(domain: string): number {
  const place = domains.indexOf(domain)
  return place < 0 ? domains.length : place
}

/**
 * Builds an empty, prepared database from supabase/schemas and answers the files in the order in which they could be
 * applied. No file says what it needs: what fails because something is not there yet is tried again after the rest,
 * one domain as far as it goes before the next.
 */
export async function buildFromSchemas(
  url: string,
  files: SourceFile[] = schemaSource(),
): Promise<SourceFile[]> {
  const sql = connect(url)
  const applied: SourceFile[] = []
  let waiting = files
  let reasons: string[] = []
  try {
    await sql`set check_function_bodies = off`
    while (waiting.length > 0) {
      reasons = []
      const domain = await firstWithProgress([...new Set(waiting.map((file) => file.domain))])
      if (!domain) break
    }
  } finally {
    await sql.end()
  }
  if (waiting.length === 0) return applied
  const faults = [...new Set(reasons)].filter((line) => waiting.some((file) => line.startsWith(file.path)))
  throw new StackFailure(`supabase/schemas cannot be applied:\n  ${faults.join('\n  ')}`)

  /** Applies what can be applied of the first of `names` in which anything can. */
  async function firstWithProgress(names: string[]): Promise<string | undefined> {
    for (const name of names) {
      const later: SourceFile[] = []
      for (const file of waiting) {
        const reason = file.domain === name ? await apply(file) : undefined
        if (reason) reasons.push(`${file.path}: ${reason}`)
        if (reason || file.domain !== name) later.push(file)
        else applied.push(file)
      }
      const hadProgress = later.length < waiting.length
      waiting = later
      if (hadProgress) return name
    }
    return undefined
  }

  async function apply(file: SourceFile): Promise<string | undefined> {
    try {
      await sql.begin((transaction) => transaction.unsafe(file.text).simple())
      return undefined
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
}
