import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A part of the simulated world that survives a restart. */
export interface Persistent {
  dump(): unknown
  load(saved: unknown): void
}

const quietMs = 400

/** Keeps a JSON file that follows the state, written atomically a moment after it changed. */
export class Snapshot {
  readonly #file: string
  readonly #parts: Record<string, Persistent>
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(directory: string, parts: Record<string, Persistent>) {
    mkdirSync(directory, { recursive: true })
    this.#file = join(directory, 'simulators.json')
    this.#parts = parts
  }

  /** Loads what was saved. A file that cannot be read is put aside, never overwritten. */
  load(log: (line: string) => void): void {
    let text: string
    try {
      text = readFileSync(this.#file, 'utf8')
    } catch {
      return
    }
    try {
      const saved = JSON.parse(text) as Record<string, unknown>
      for (const [name, part] of Object.entries(this.#parts)) if (name in saved) part.load(saved[name])
    } catch {
      renameSync(this.#file, `${this.#file}.broken`)
      log('the saved state of the simulators was unreadable and was put aside')
    }
  }

  /** Says that the state changed. */
  touch(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#writing = this.#writing.then(() => this.#write())
    }, quietMs).unref()
  }

  /** Writes what is not yet written. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#writing
    writeFileSync(`${this.#file}.new`, this.#text())
    renameSync(`${this.#file}.new`, this.#file)
  }

  async #write(): Promise<void> {
    await writeFile(`${this.#file}.new`, this.#text())
    await rename(`${this.#file}.new`, this.#file)
  }

  #text(): string {
    return JSON.stringify(
      Object.fromEntries(Object.entries(this.#parts).map(([name, part]) => [name, part.dump()])),
    )
  }
}
