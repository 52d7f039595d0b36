import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { modules, root } from '../../local/install.mjs'
import { slowestFiles } from './slowest.mjs'

/** The kinds of test in the order in which they run: the quick ones first. */
export const suites = ['unit', 'db', 'functions', 'stack', 'e2e']

/**
 * Runs one vitest project in a process group of its own. Resolves with what it counted; a file that could not be loaded
 * counts as failed, and so does a project without tests; skipped tests are named.
 */
export async function runSuite(name, options) {
  const first = await runOnce(name, [], options)
  // A shared CI machine may starve a stack; what fails there gets one more run, on a new stack, and is named.
  if (!options.env.CI || !first.broken.length || first.broken.length > 4) return first
  console.log(`\n── ${name}: once more, ${first.broken.join(' ')}`)
  const again = await runOnce(name, first.broken, options)
  const passed = first.passed + first.failed - again.failed
  const notes = [...first.notes.map((note) => `first run: ${note}`), ...again.notes]
  return { ...first, passed, failed: again.failed, notes }
}

/** Runs the named files of a project, or all of them. */
function runOnce(name, files, { folder, env, onStart }) {
  const report = join(folder, `${name}${files.length ? '-again' : ''}.json`)
  const vitest = join(modules, 'vitest', 'vitest.mjs')
  const args = [
    'run',
    '--project',
    name,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...files,
  ]
  const child = spawn(process.execPath, [vitest, ...args], {
    cwd: root,
    stdio: 'inherit',
    env,
    detached: true,
  })
  onStart(child)
  return new Promise((done) => {
    child.on('error', () =>
      done({
        passed: 0,
        failed: 1,
        skipped: 0,
        notes: [`${name}: vitest could not be started`],
        slowest: [],
        broken: [],
      }),
    )
    child.on('exit', (code) => done(count(name, report, code)))
  })
}

function count(name, report, code) {
  const notes = []
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined
  const passed = result?.numPassedTests ?? 0
  const skipped = (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0)
  let failed = result?.numFailedTests ?? 0
  if (skipped > 0) notes.push(`${name}: ${skipped} skipped`)
  for (const file of result?.testResults ?? []) {
    for (const test of file.assertionResults.filter(({ meta }) => meta?.miss))
      notes.push(`${name}: MISSED ${test.fullName}\n    ${firstLine(test.meta.miss)}`)
    const failures = file.assertionResults.filter((test) => test.status === 'failed')
    notes.push(...failures.map((test) => failureNote(name, file, test)))
    if (file.status !== 'failed' || failures.length > 0) continue
    failed += 1
    notes.push(`${name}: ${relative(root, file.name)} could not be run: ${firstLine(file.message)}`)
  }
  if (failed === 0 && (code !== 0 || passed === 0)) {
    failed = 1
    notes.push(passed === 0 ? `${name}: no tests were run` : `${name}: ended with code ${code}`)
  }
  const broken = (result?.testResults ?? [])
    .filter(({ status }) => status === 'failed')
    .map((file) => relative(root, file.name))
  return { passed, failed, skipped, notes, slowest: slowestFiles(result), broken }
}

/** A failed test in two lines, so that the end of a long run still tells what broke in its beginning. */
function failureNote(suite, file, test) {
  return `${suite}: FAILED ${relative(root, file.name)} > ${test.fullName}\n    ${firstLine(test.failureMessages?.[0])}`
}

function firstLine(message) {
  return stripVTControlCharacters(message ?? '')
    .split('\n')[0]
    .slice(0, 300)
}
