import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, link, mkdir, rm, stat } from 'node:fs/promises'
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

  /** Takes a file that is complete; its bytes are shared with the path that it came from. */
  async adopt(version: string, path: string): Promise<StoredFile> {
    const hash = createHash('md5')
    await pipeline(createReadStream(path), hash)
    await this.remove(version)
    await link(path, await this.#place(version))
    return { size: (await stat(path)).size, eTag: `"${hash.digest('hex')}"` }
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
