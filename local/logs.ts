import { copyFileSync, existsSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'

/** Earlier files that are kept of each log, as `<name>.log.1` (the newest) and so on. */
const kept = 3
const largest = 10 * 1024 * 1024

/** Puts the log of the run before aside, so that this one begins a file of its own. */
export function rotateLog(file: string): void {
  if (sizeOf(file) === 0) return
  makeRoom(file)
  renameSync(file, `${file}.1`)
}

/**
 * Puts a log aside that has grown too large while it is being written. The writer keeps its open file, which it
 * appends to, so the content is copied and the file emptied.
 */
export function limitLog(file: string, limit = largest): void {
  if (sizeOf(file) <= limit) return
  makeRoom(file)
  copyFileSync(file, `${file}.1`)
  truncateSync(file)
}

function makeRoom(file: string): void {
  rmSync(`${file}.${kept}`, { force: true })
  for (let n = kept - 1; n > 0; n--) {
    if (existsSync(`${file}.${n}`)) renameSync(`${file}.${n}`, `${file}.${n + 1}`)
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
