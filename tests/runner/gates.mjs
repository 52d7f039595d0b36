import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { root } from '../../local/install.mjs'

/** What stays true of a file whose content did not change; its tool keeps it by content, and forgets it with its version. */
const cache = 'node_modules/.cache'

/** What is checked without running the product: [name, command, the command that repairs or repeats it]; the longest first. */
export const staticGates = [
  [
    'types',
    `npx vue-tsc --noEmit --incremental --tsBuildInfoFile ${cache}/vue-tsc.tsbuildinfo`,
    'npm run types',
  ],
  [
    'lint',
    `npx eslint . --cache --cache-strategy content --cache-location ${cache}/eslint.json`,
    'npx eslint . --fix',
  ],
  [
    'format',
    `npx prettier --check --log-level warn --cache --cache-strategy content --cache-location ${cache}/prettier.json .`,
    'npm run format',
  ],
  ['schemas and migrations', 'npm run -s migration -- --check', 'npm run migration <name>'],
  ['generated files', 'npm run -s generate:check', 'npm run generate'],
  [
    'types of the functions',
    'npx deno check --quiet supabase/functions/*/index.ts',
    'npx deno check supabase/functions/*/index.ts',
  ],
  ['unused code', 'npx knip', 'npx knip'],
  ['import circles', 'node tests/runner/import-circles.mjs', 'cut one of the imports'],
  [
    'known holes',
    'node tests/runner/npm-audit.mjs',
    'npm update <package>, or a dated line in tests/runner/npm-audit-allowed.json',
  ],
  ['commit subjects', 'node tests/runner/commit-subjects.mjs', 'git commit --amend'],
]

/** Runs gates side by side, one a core, the long ones first; prints a line each and what a failed one said. Answers the names of those that failed. */
export async function runGates(gates) {
  const failed = []
  const waiting = [...gates]
  const work = async () => {
    for (let gate = waiting.shift(); gate; gate = waiting.shift()) {
      if (!(await passes(gate))) failed.push(gate[0])
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return failed
}

async function passes([name, command, repair]) {
  const started = performance.now()
  const { code, output } = await run(command)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${code === 0 ? '✓' : '✗'} ${name.padEnd(24)} ${seconds.padStart(6)} s`)
  if (code !== 0) console.log(`${output}\n  → ${repair}\n`)
  return code === 0
}

function run(command) {
  return new Promise((done) => {
    const child = spawn(command, { cwd: root, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text))
    }
    child.on('error', ({ message }) => done({ code: 1, output: message }))
    child.on('close', (code) => done({ code, output }))
  })
}
