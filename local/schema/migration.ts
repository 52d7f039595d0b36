import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../config.ts'
import { schemaDifference } from './difference.ts'
import { startCluster } from './scratch.ts'
import { sealLine, sealsFile } from './seals.ts'

/**
 * `npm run migration <name>`: writes what supabase/schemas has and the migrations do not make yet as the next migration,
 * and seals it. `--check` writes nothing and fails when there is a difference.
 *
 * pg-delta, the tool behind it, does not manage: rows (they come from the files in `rows/`), data that has to move
 * between columns, renames (a dropped and a new column), settings of roles (`alter role … set`), and the order of the
 * columns of a table. Write these by hand into the new file, then run `npm run migration -- --seal <file>`.
 */
const [first = '', second = ''] = process.argv.slice(2)
const folder = join(repositoryRoot, 'supabase', 'migrations')

if (first === '--seal') seal(second)
else if (first !== '--check' && !/^[a-z][a-z0-9_]*$/.test(first)) {
  fail('Say what the migration does: npm run migration add_quick_replies')
} else {
  const cluster = await startCluster()
  try {
    const difference = await schemaDifference(cluster)
    if (first === '--check' && difference !== '') {
      fail(`supabase/schemas and the migrations differ: run "npm run migration <name>".\n\n${difference}`)
    } else if (difference === '') {
      process.stdout.write('supabase/schemas and the migrations make the same database.\n')
    } else {
      write(first, difference)
    }
  } finally {
    await cluster.stop()
  }
}

function write(name: string, sql: string): void {
  const file = `${nextVersion()}_${name}.sql`
  const header = [
    `-- ${name.replaceAll('_', ' ')}: generated from supabase/schemas; say here why, and add the data steps it needs.`,
    'set check_function_bodies = off;',
    '',
    '',
  ]
  writeFileSync(join(folder, file), `${header.join('\n')}${sql.trim()}\n`)
  seal(file)
  process.stdout.write(`supabase/migrations/${file} written. Read it for data loss; after a change by hand: `)
  process.stdout.write(`npm run migration -- --seal ${file}\nThen: npm run generate\n`)
}

/** The moment, or one second after the newest migration where that is later: versions only grow. */
function nextVersion(): string {
  const now = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const newest = readdirSync(folder).sort().at(-1)?.split('_', 1)[0] ?? ''
  return now > newest ? now : String(BigInt(newest) + 1n)
}

/** Keeps the hash of a migration: from its first landing on it must not change. */
function seal(file: string): void {
  const sealed = readFileSync(sealsFile, 'utf8')
  const others = sealed.split('\n').filter((line) => line !== '' && !line.endsWith(`  ${file}`))
  writeFileSync(sealsFile, others.map((line) => `${line}\n`).join(''))
  appendFileSync(sealsFile, `${sealLine(file)}\n`)
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
