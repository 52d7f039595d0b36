import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../config.ts'

const migrations = join(repositoryRoot, 'supabase', 'migrations')

/** The hash of every migration, in the form of sha256sum: `cd supabase/migrations && sha256sum -c ../migrations.sha256`. */
export const sealsFile = join(repositoryRoot, 'supabase', 'migrations.sha256')

/** What is kept of a migration: its SHA-256 and its name. */
export function sealLine(file: string, folder = migrations): string {
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex')
  return `${hash}  ${file}`
}

/** Migrations that are not what was sealed: changed, removed, or never sealed. A sentence each, empty when all is well. */
export function brokenSeals(folder = migrations, seals = sealsFile): string[] {
  const sealed = new Map(
    readFileSync(seals, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(66), line] as const),
  )
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  const faults = files.flatMap((file) => {
    const line = sealed.get(file)
    if (line === undefined) return [`supabase/migrations/${file} is not sealed`]
    return line === sealLine(file, folder)
      ? []
      : [`supabase/migrations/${file} was changed after it was sealed`]
  })
  const removed = [...sealed.keys()].filter((file) => !existsSync(join(folder, file)))
  return [...faults, ...removed.map((file) => `supabase/migrations/${file} is missing`)]
}
