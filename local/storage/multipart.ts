import { PassThrough, type Readable } from 'node:stream'
import { invalidRequest } from './errors.ts'

export interface FilePart {
  contentType: string | undefined
  body: Readable
}

export interface MultipartUpload {
  /** The small fields that came before the file, as supabase-js sends them. */
  fields: Record<string, string>
  file: FilePart
}

const longestHeader = 16_384

/** Reads the fields of a multipart upload up to its file, which stays a stream. */
export async function readMultipart(source: Readable, contentType: string): Promise<MultipartUpload> {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/i.exec(contentType)
  const name = boundary?.[1] ?? boundary?.[2]
  if (!name) throw invalidRequest('The multipart body names no boundary')
  const reader = new PartReader(source, `--${name.trim()}`)
  await reader.skipPreamble()
  const fields: Record<string, string> = {}
  for (;;) {
    const headers = await reader.readHeaders()
    if (!headers) throw invalidRequest('The multipart body has no file')
    const disposition = headers['content-disposition'] ?? ''
    if (/;\s*filename\*?=/i.test(disposition)) {
      return { fields, file: { contentType: headers['content-type'], body: reader.streamPart() } }
    }
    fields[/;\s*name="([^"]*)"/i.exec(disposition)?.[1] ?? ''] = await reader.readText()
  }
}

/** Cuts a body at its boundary while it flows; keeps no more than a chunk and a boundary in memory. */
class PartReader {
  readonly #chunks: AsyncIterator<Buffer>
  readonly #source: Readable
  readonly #delimiter: Buffer
  readonly #first: Buffer
  #buffer: Buffer = Buffer.alloc(0)

  constructor(source: Readable, boundary: string) {
    this.#source = source
    this.#chunks = source.iterator({ destroyOnReturn: false })
    this.#first = Buffer.from(boundary)
    this.#delimiter = Buffer.from(`\r\n${boundary}`)
  }

  async skipPreamble(): Promise<void> {
    while (this.#buffer.length < this.#first.length) await this.#more()
    if (!this.#buffer.subarray(0, this.#first.length).equals(this.#first)) {
      throw invalidRequest('The multipart body does not begin with its boundary')
    }
    this.#buffer = this.#buffer.subarray(this.#first.length)
  }

  /** The headers of the next part, or undefined after the last one. */
  async readHeaders(): Promise<Record<string, string> | undefined> {
    while (this.#buffer.length < 2) await this.#more()
    if (this.#buffer.subarray(0, 2).toString() === '--') return undefined
    let end = this.#buffer.indexOf('\r\n\r\n')
    while (end < 0) {
      if (this.#buffer.length > longestHeader)
        throw invalidRequest('A part of the multipart body has no end of headers')
      await this.#more()
      end = this.#buffer.indexOf('\r\n\r\n')
    }
    const lines = this.#buffer.subarray(2, end).toString().split('\r\n')
    this.#buffer = this.#buffer.subarray(end + 4)
    return Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
      }),
    )
  }

  async readText(): Promise<string> {
    const parts: Buffer[] = []
    for await (const chunk of this.#untilBoundary()) {
      parts.push(chunk)
      if (parts.reduce((sum, part) => sum + part.length, 0) > longestHeader * 4)
        throw invalidRequest('A field is too long')
    }
    return Buffer.concat(parts).toString()
  }

  streamPart(): Readable {
    const stream = new PassThrough()
    const pump = async () => {
      for await (const chunk of this.#untilBoundary()) {
        if (stream.destroyed) break
        if (!stream.write(chunk))
          await new Promise((done) => (stream.once('drain', done), stream.once('close', done)))
      }
      stream.end()
      // What follows the file, or the rest of a refused one, is let through so that the answer can be read.
      await this.#chunks.return?.()
      this.#source.resume()
    }
    pump().catch((error: Error) => stream.destroy(error))
    return stream
  }

  async *#untilBoundary(): AsyncGenerator<Buffer> {
    for (;;) {
      const end = this.#buffer.indexOf(this.#delimiter)
      if (end >= 0) {
        const last = this.#buffer.subarray(0, end)
        this.#buffer = this.#buffer.subarray(end + this.#delimiter.length)
        if (last.length > 0) yield last
        return
      }
      const safe = this.#buffer.length - this.#delimiter.length
      if (safe > 0) {
        const chunk = this.#buffer.subarray(0, safe)
        this.#buffer = this.#buffer.subarray(safe)
        yield chunk
      }
      await this.#more()
    }
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#chunks.next()
    if (done) throw invalidRequest('The multipart body ended too early')
    this.#buffer = this.#buffer.length === 0 ? value : Buffer.concat([this.#buffer, value])
  }
}
