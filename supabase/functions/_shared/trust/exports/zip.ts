import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** A file inside of an archive. */
export interface Entry {
  name: string
  bytes: Uint8Array
  /** What is compressed already (pictures, PDFs) is stored as it is. */
  isCompressed?: boolean
}

/** An archive, made while it is read: no more than one of its files is in memory. */
export async function* zipOf(entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  let failure: Error | null = null
  const zip = new Zip((error, chunk) => {
    if (error) failure = error
    else ready.push(chunk)
  })
  const take = () => {
    if (failure) throw failure
    const chunks = ready
    ready = []
    return chunks
  }
  for await (const { name, bytes, isCompressed } of entries) {
    const file = isCompressed ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
    zip.add(file)
    file.push(bytes, true)
    yield* take()
  }
  zip.end()
  yield* take()
}
