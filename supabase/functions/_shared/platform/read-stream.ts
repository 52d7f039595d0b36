/**
 * The text of a stream, or null as soon as it grows beyond `limit` bytes; the rest is not read. What `shorten` takes out
 * of a piece does not count, up to `longest` bytes in all.
 */
export async function readStream(
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
  shorten: (piece: Uint8Array) => Uint8Array = (piece) => piece,
  longest = limit,
): Promise<string | null> {
  if (!stream) return ''
  const decoder = new TextDecoder()
  const reader = stream.getReader()
  let size = 0
  let received = 0
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    const kept = shorten(value)
    received += value.byteLength
    size += kept.byteLength
    if (size > limit || received > longest) {
      // What the other side says to being cut off changes nothing.
      await reader.cancel().catch(() => undefined)
      return null
    }
    text += decoder.decode(kept, { stream: true })
  }
}
