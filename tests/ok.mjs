/** `npm run ok`: the quick gate before a commit. Each line that fails names the command that repairs or repeats it. */
import { spawnSync } from 'node:child_process'
import { install, root } from '../local/install.mjs'

const gates = [
  ['format', 'npx prettier --check --log-level warn .', 'npm run format'],
  ['lint', 'npx eslint .', 'npx eslint . --fix'],
  ['types', 'npx vue-tsc --noEmit', 'npm run types'],
  [
    'types of the functions',
    'npx deno check --quiet supabase/functions/*/index.ts',
    'npx deno check supabase/functions/*/index.ts',
  ],
  ['unused code', 'npx knip', 'npx knip'],
  ['generated files', 'npm run -s generate:check', 'npm run generate'],
  ['unit', 'npx vitest run --project unit --reporter=dot', 'npx vitest --project unit'],
  ['database', 'npx vitest run --project db --reporter=dot', 'npx vitest --project db'],
  ['functions', 'npx vitest run --project functions --reporter=dot', 'npx vitest --project functions'],
]

install()
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
console.log(failed.length === 0 ? 'All is well.' : `Not ok: ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)
