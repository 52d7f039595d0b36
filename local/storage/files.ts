import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { tooLarge } from './errors.ts'

export interface StoredFile {
  size: number
  eTag: string
}

/** The bytes of objects, one file a version; which version is current is a row's business. */
export class FileStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Writes a body once, from the wire to the disk, and cuts it off at the limit. */
  async write(version: string, body: Readable, limit: number): Promise<StoredFile> {
    const path = await this.#place(version)
    const hash = createHash('md5')
    let size = 0
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length
        if (size > limit) return done(tooLarge())
        hash.update(chunk)
        done(null, chunk)
      },
    })
    try {
      await pipeline(body, meter, createWriteStream(path))
    } catch (error) {
      await this.remove(version)
      throw error
    }
    return { size, eTag: `"${hash.digest('hex')}"` }
  }

  read(version: string, range?: { start: number; end: number }): Readable {
    return createReadStream(this.#path(version), range)
  }

  async copy(from: string, to: string): Promise<void> {
    await copyFile(this.#path(from), await this.#place(to))
  }

  async remove(version: string): Promise<void> {
    await rm(this.#path(version), { force: true })
  }

  async #place(version: string): Promise<string> {
    const path = this.#path(version)
    await mkdir(join(path, '..'), { recursive: true })
    return path
  }

  #path(version: string): string {
    return join(this.#folder, version.slice(0, 2), version)
  }
}
