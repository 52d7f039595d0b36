import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/**
 * Processes that carry `marker` in their command line or, where the system shows it, in their environment:
 * everything a run started, however deep. This process is not among them.
 */
export function processesWith(marker) {
  const found = process.platform === 'linux' ? onLinux(marker) : elsewhere(marker)
  return found.filter(({ pid }) => pid !== process.pid)
}

/** Sends a signal to a process that may be gone already. */
export function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch {
    // Gone already.
  }
}

function onLinux(marker) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), command: read(`/proc/${name}/cmdline`) }))
    .filter(({ pid, command }) => command && (command + read(`/proc/${pid}/environ`)).includes(marker))
}

function elsewhere(marker) {
  const list = execFileSync('ps', ['-axwwo', 'pid=,command='], { encoding: 'utf8' })
  return list
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match?.[2].includes(marker))
    .map((match) => ({ pid: Number(match[1]), command: match[2] }))
}

/** Empty for a process that ended meanwhile, or that belongs to somebody else. */
function read(file) {
  try {
    return readFileSync(file, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}
