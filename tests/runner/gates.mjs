import { spawnSync } from 'node:child_process'
import { root } from '../../local/install.mjs'

/** What is checked without running the product: [name, command, the command that repairs or repeats it]. */
export const staticGates = [
  ['format', 'npx prettier --check --log-level warn .', 'npm run format'],
  ['lint', 'npx eslint .', 'npx eslint . --fix'],
  ['types', 'npx vue-tsc --noEmit', 'npm run types'],
  [
    'types of the functions',
    'npx deno check --quiet supabase/functions/*/index.ts',
    'npx deno check supabase/functions/*/index.ts',
  ],
  ['unused code', 'npx knip', 'npx knip'],
  ['import circles', 'node tests/runner/import-circles.mjs', 'cut one of the imports'],
  ['commit subjects', 'node tests/runner/commit-subjects.mjs', 'git commit --amend'],
  ['generated files', 'npm run -s generate:check', 'npm run generate'],
  ['schemas and migrations', 'npm run -s migration -- --check', 'npm run migration <name>'],
]

/** Runs gates one after the other, prints a line each and what a failed one said. Answers the names of those that failed. */
export function runGates(gates) {
  const failed = []
  for (const [name, command, repair] of gates) {
    const started = performance.now()
    const { status, stdout, stderr } = spawnSync(command, { cwd: root, shell: true, encoding: 'utf8' })
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${status === 0 ? '✓' : '✗'} ${name.padEnd(24)} ${seconds.padStart(6)} s`)
    if (status === 0) continue
    failed.push(name)
    console.log(`${stdout}${stderr}\n  → ${repair}\n`)
  }
  return failed
}
