// (e) Seconds of a cold and a warm `npm start`, and the memory of the stack at rest.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { repositoryRoot } from '../local/config.ts'

const home = mkdtempSync(join(tmpdir(), 'zelo-bench-start-'))
try {
  const cold = await start()
  await stop(cold.child)
  const warm = await start()
  await sleep(20_000)
  console.log(`npm start, cold (empty state folder, packages installed): ${cold.seconds.toFixed(1)} s`)
  console.log(
    `npm start, warm: ${warm.seconds.toFixed(1)} s, ${(warm.seconds / cold.seconds).toFixed(2)} × cold`,
  )
  console.log(
    `memory at rest (proportional set size of all processes): ${memoryOf(warm.child).toFixed(0)} MB`,
  )
  await stop(warm.child)
} finally {
  rmSync(home, { recursive: true, force: true })
}

async function start(): Promise<{ child: ChildProcess; seconds: number }> {
  const begin = performance.now()
  // what `npm start` runs; npm itself would not pass the signal on
  const child = spawn(process.execPath, ['local/start.mjs'], {
    cwd: repositoryRoot,
    env: { ...process.env, ZELO_HOME: home, ZELO_PORT_BASE: '6940' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => String(chunk).includes('Zelo ready') && resolve())
    child.once('exit', () => reject(new Error('npm start ended before it was ready.')))
  })
  return { child, seconds: (performance.now() - begin) / 1000 }
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** PSS counts a page shared by n processes as 1/n, so Postgres' shared buffers are counted once (Linux only). */
function memoryOf(child: ChildProcess): number {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // The process ended while we looked.
    }
  }
  const family = [...parents.keys()].filter((pid) => descends(pid, child.pid ?? 0, parents))
  const kilobytes = family.map((pid) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      return 0
    }
  })
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024
}

function descends(pid: number, ancestor: number, parents: Map<number, number>): boolean {
  for (let current: number | undefined = pid; current; current = parents.get(current)) {
    if (current === ancestor) return true
  }
  return false
}
