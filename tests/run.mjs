/**
 * `npm test`: installs what is missing, then runs the gates and every suite, one after the other, and says how many tests passed.
 * Nothing of a run is left behind: its temporary files lie in one folder, and a process that outlives it fails it.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { install, root } from '../local/install.mjs'

install()
process.chdir(root)
const { findChromium, findHeadlessShell } = await import('./runner/chromium.mjs')
const { processesWith, signal } = await import('./runner/processes.mjs')
const { runSuite, suites } = await import('./runner/suites.mjs')
const { runGates, staticGates } = await import('./runner/gates.mjs')
const { slowestTable } = await import('./runner/slowest.mjs')

const folder = mkdtempSync(join(tmpdir(), 'zelo-run-'))
// Postgres refuses to run as root: it runs as an account of its own, and needs the folder for temporary files too.
chmodSync(folder, 0o1777)
const env = {
  ...process.env,
  TMPDIR: folder,
  CHROMIUM_PATH: findChromium(),
  HEADLESS_SHELL_PATH: findHeadlessShell(),
}
const wanted = process.argv.slice(2)
const notes = []
let passed = 0
let failed = 0
let skipped = 0
const totals = []
let running
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => void stop(name))

if (wanted.length === 0) {
  console.log('── gates')
  const broken = await runGates(staticGates)
  failed += broken.length
  notes.push(...broken.map((name) => `gate: ${name}`))
}
for (const name of wanted.length > 0 ? wanted : suites) {
  const started = performance.now()
  console.log(`\n── ${name}`)
  const result = await runSuite(name, { folder, env, onStart: (child) => (running = child) })
  passed += result.passed
  failed += result.failed
  skipped += result.skipped
  notes.push(...result.notes)
  const seconds = Math.round((performance.now() - started) / 1000)
  for (const line of slowestTable(result.slowest)) console.log(line)
  totals.push([name, seconds])
  console.log(`── ${name}: ${result.passed} passed, ${result.failed} failed in ${seconds} s`)
}

for (const { pid, command } of await endLeftovers()) {
  failed += 1
  notes.push(`process ${pid} was left behind: ${command.slice(0, 120)}`)
}
rmSync(folder, { recursive: true, force: true })
for (const note of notes) console.log(note)
if (totals.length > 1) console.log(`\n${totals.map(([name, seconds]) => `${name} ${seconds} s`).join(', ')}`)
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed === 0 ? 0 : 1)

/** A suite gets the signal and fifteen seconds to end its own children. */
async function stop(name) {
  if (running?.pid && running.exitCode === null) {
    const ended = new Promise((resolve) => running.once('exit', resolve))
    signal(-running.pid, name)
    await Promise.race([ended, sleep(15_000)])
  }
  await endLeftovers()
  rmSync(folder, { recursive: true, force: true })
  process.exit(1)
}

async function endLeftovers() {
  await sleep(500)
  const left = processesWith(folder)
  for (const { pid } of left) signal(pid, 'SIGKILL')
  return left
}
