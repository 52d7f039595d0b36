import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { repositoryRoot } from '../../local/config.ts'
import { generatedFiles, generatedMails } from './support/generated-files.ts'
import { createMigratedDatabase, databaseUrl, startCluster } from '../../local/schema/scratch.ts'

/**
 * `npm run generate`: writes the files that are made from others, most of them from the migrations. With `--check` it writes nothing and
 * fails when one of them is not current.
 */
const check = process.argv.includes('--check')
for (const { path, text } of generatedMails()) write(path, text)
const cluster = await startCluster()
try {
  await createMigratedDatabase(cluster, 'zelo')
  for (const { path, text } of await generatedFiles(databaseUrl(cluster.url, 'zelo'))) write(path, text)
} finally {
  await cluster.stop()
}

function write(path: string, text: string): void {
  const file = join(repositoryRoot, path)
  if (currentText(file) === text) return
  if (check) {
    process.exitCode = 1
    process.stderr.write(`${relative(repositoryRoot, file)} is not current: run "npm run generate".\n`)
    return
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  process.stdout.write(`${relative(repositoryRoot, file)} written\n`)
}

function currentText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
