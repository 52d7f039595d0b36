import { Buffer } from 'node:buffer'

/** A JSON answer with a file inside: the file apart, so that it is never in memory as text. */
export interface FileAnswer {
  /** The JSON, with an empty text in the place of the file. */
  rest: string
  /** Null when the answer has no file, not even an empty one. */
  bytes: Uint8Array | null
}

const quote = 0x22
const backslash = 0x5c
const start = Buffer.from('"base64":"')
/** What stands around the file is short. */
const longestRest = 256 * 1024

/**
 * Reads `{…, "base64": "…"}` and decodes the file piece by piece. Null as soon as the file is larger than `limit`, or what
 * is around it is more than an answer has; the rest is not read.
 */
export async function readFileAnswer(
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<FileAnswer | null> {
  const decoder = new FileDecoder()
  if (stream) {
    const reader = stream.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      decoder.take(Buffer.from(value))
      if (decoder.size > limit || decoder.restSize > longestRest) {
        // What the other side says to being cut off changes nothing.
        await reader.cancel().catch(() => undefined)
        return null
      }
    }
  }
  return decoder.end()
}

class FileDecoder {
  size = 0
  #rest: Buffer = Buffer.alloc(0)
  #inFile = false
  #isDone = false
  /** Base64 is decoded four characters at a time. */
  #carried = ''
  readonly #pieces: Buffer[] = []

  get restSize(): number {
    return this.#rest.length
  }

  take(piece: Buffer): void {
    if (!this.#inFile) {
      const seen = this.#rest.length
      this.#rest = Buffer.concat([this.#rest, piece])
      if (this.#isDone) return
      const found = this.#rest.indexOf(start, Math.max(0, seen - start.length))
      if (found < 0) return
      const from = found + start.length
      const file = this.#rest.subarray(from)
      this.#rest = this.#rest.subarray(0, from)
      this.#inFile = true
      this.take(Buffer.from(file))
      return
    }
    const end = piece.indexOf(quote)
    this.#decode(end < 0 ? piece : piece.subarray(0, end))
    if (end < 0) return
    this.#inFile = false
    this.#isDone = true
    this.#rest = Buffer.concat([this.#rest, piece.subarray(end)])
  }

  end(): FileAnswer {
    this.#add(this.#carried)
    const hasFile = this.#inFile || this.#isDone
    return {
      rest: this.#rest.toString(),
      bytes: hasFile ? new Uint8Array(Buffer.concat(this.#pieces)) : null,
    }
  }

  /** Some writers of JSON put a backslash before each slash. */
  #decode(piece: Buffer): void {
    const text = piece.toString('latin1')
    const all = this.#carried + (piece.includes(backslash) ? text.replaceAll('\\', '') : text)
    const whole = all.length - (all.length % 4)
    this.#carried = all.slice(whole)
    this.#add(all.slice(0, whole))
  }

  #add(text: string): void {
    if (text === '') return
    const bytes = Buffer.from(text, 'base64')
    this.size += bytes.length
    this.#pieces.push(bytes)
  }
}
