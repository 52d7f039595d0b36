/**
 * `npm test`: installs what is missing, then runs every suite, one after the other, and says how many tests passed.
 * Nothing of a run is left behind: its temporary files lie in one folder, and a process that outlives it fails it.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { install, root } from '../local/install.mjs'

const projects = ['unit', 'db', 'functions', 'stack', 'e2e']

install()
const { requireChromium } = await import('./support/chromium.mjs')
const chromium = requireChromium()
const folder = mkdtempSync(join(tmpdir(), 'zelo-run-'))
let current
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void stop(signal))

const total = { passed: 0, failed: 0, skipped: 0 }
const unfinished = []
for (const project of projects) {
  const started = performance.now()
  console.log(`\n── ${project} ${'─'.repeat(60 - project.length)}`)
  const code = await runProject(project)
  const result = readResult(project)
  total.passed += result.passed
  total.failed += result.failed
  total.skipped += result.skipped
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(`── ${project}: ${result.passed} passed, ${result.failed} failed in ${seconds} s`)
  if (result.passed + result.failed === 0) unfinished.push(`${project} ran no test`)
  else if (code !== 0 && result.failed === 0) unfinished.push(`${project} ended with code ${code}`)
}
const left = await endLeftovers()
if (left.length > 0) unfinished.push(`processes were left behind: ${left.join(', ')}`)
rmSync(folder, { recursive: true, force: true })

for (const problem of unfinished) console.error(problem)
console.log(`\n${total.passed} passed, ${total.failed + unfinished.length} failed, ${total.skipped} skipped`)
process.exit(total.failed + unfinished.length === 0 ? 0 : 1)

function runProject(project) {
  return new Promise((resolve) => {
    current = spawn(
      process.execPath,
      [
        join(root, 'node_modules', 'vitest', 'vitest.mjs'),
        ...[
          'run',
          '--project',
          project,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${resultFile(project)}`,
        ],
      ],
      { cwd: root, stdio: 'inherit', env: { ...process.env, TMPDIR: folder, CHROMIUM_PATH: chromium } },
    )
    current.once('exit', (code, signal) => resolve(signal ? 1 : code))
  })
}

function resultFile(project) {
  return join(folder, `${project}.json`)
}

function readResult(project) {
  if (!existsSync(resultFile(project))) return { passed: 0, failed: 0, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
    readFileSync(resultFile(project), 'utf8'),
  )
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests }
}

async function stop(signal) {
  const child = current
  if (child && child.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    const patience = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await ended
    clearTimeout(patience)
  }
  await endLeftovers()
  rmSync(folder, { recursive: true, force: true })
  process.exit(1)
}

/** Ends what a suite left running and names it. Its processes know the run's folder (Linux only). */
async function endLeftovers() {
  await new Promise((resolve) => setTimeout(resolve, 500))
  const left = leftovers()
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself meanwhile.
    }
  }
  return left.map(({ pid, command }) => `${pid} ${command}`)
}

function leftovers() {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
        const ours = command.includes(folder) || environment.includes(`TMPDIR=${folder}`)
        return ours ? [{ pid: Number(pid), command: command.slice(0, 120) }] : []
      } catch {
        return []
      }
    })
}
