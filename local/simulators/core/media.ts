import { mkdirSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { uuid } from './ids.ts'
import type { Persistent } from './snapshot.ts'

/** A file that travelled in a message. */
export interface MediaFile {
  id: string
  mimetype: string
  fileName: string
  size: number
}

/** Files of messages, kept beside the snapshot. */
export class MediaLibrary implements Persistent {
  #files = new Map<string, MediaFile>()
  readonly #directory: string
  readonly #touch: () => void

  constructor(stateDir: string, touch: () => void) {
    this.#directory = join(stateDir, 'media')
    this.#touch = touch
    mkdirSync(this.#directory, { recursive: true })
  }

  async add(
    bytes: Uint8Array,
    about: { mimetype: string; fileName: string; id?: string },
  ): Promise<MediaFile> {
    const id = about.id ?? uuid()
    const file = { id, mimetype: about.mimetype, fileName: about.fileName, size: bytes.byteLength }
    await writeFile(this.#path(id), bytes)
    this.#files.set(id, file)
    this.#touch()
    return file
  }

  get(id: string): MediaFile | undefined {
    return this.#files.get(id)
  }

  /** The bytes of a known file. */
  read(file: MediaFile): Promise<Buffer> {
    return readFile(this.#path(file.id))
  }

  remove(id: string): boolean {
    const known = this.#files.delete(id)
    if (known) rmSync(this.#path(id), { force: true })
    this.#touch()
    return known
  }

  clear(): void {
    for (const id of [...this.#files.keys()]) this.remove(id)
  }

  dump(): MediaFile[] {
    return [...this.#files.values()]
  }

  load(saved: unknown): void {
    this.#files = new Map((saved as MediaFile[]).map((file) => [file.id, file]))
  }

  #path(id: string): string {
    return join(this.#directory, id.replace(/[^\w-]/g, ''))
  }
}
