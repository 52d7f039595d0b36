/** The two Phoenix serialisations that supabase-js may ask for (`vsn` in the socket's address). */
export type ProtocolVersion = '1.0.0' | '2.0.0'

/** One message on the wire, whichever serialisation carried it. */
export interface Frame {
  joinRef: string | null
  ref: string | null
  topic: string
  event: string
  payload: unknown
}

/** What a user sends to everybody on a topic. Exactly one of `json` (source text) and `binary` is set. */
export interface Broadcast {
  event: string
  json: string | null
  binary: Buffer | null
  meta?: Record<string, unknown>
}

/** A frame from a client; a broadcast arrives already taken apart, with its payload still as source text. */
export interface IncomingFrame extends Frame {
  broadcast: Broadcast | null
}

/** Bytes ready for a socket. */
interface Encoded {
  data: Buffer
  binary: boolean
}

const PUSH_KIND = 3
const PUSH_HEADER = 7
const BROADCAST_KIND = 4
const BROADCAST_HEADER = 5
const JSON_ENCODING = 1
const MAX_BINARY_FIELD = 255

/** Narrows to a plain JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asRef(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}

function readBroadcast(event: string, payload: unknown): Broadcast | null {
  if (event !== 'broadcast' || !isObject(payload) || typeof payload['event'] !== 'string') return null
  return { event: payload['event'], json: JSON.stringify(payload['payload'] ?? {}), binary: null }
}

/** Reads a text frame; null when it is not one (such frames are dropped, the socket stays up). */
export function decodeText(version: ProtocolVersion, text: string): IncomingFrame | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return null
  }
  const fields = version === '2.0.0' ? parsed : fieldsOfVersion1(parsed)
  if (!Array.isArray(fields) || fields.length < 5) return null
  const [joinRef, ref, topic, event, payload] = fields as unknown[]
  if (typeof topic !== 'string' || typeof event !== 'string') return null
  return {
    joinRef: asRef(joinRef),
    ref: asRef(ref),
    topic,
    event,
    payload: payload ?? {},
    broadcast: readBroadcast(event, payload),
  }
}

function fieldsOfVersion1(parsed: unknown): unknown[] | null {
  if (!isObject(parsed)) return null
  return [parsed['join_ref'], parsed['ref'], parsed['topic'], parsed['event'], parsed['payload']]
}

/** Reads a binary frame: clients send only user broadcast pushes (kind 3) this way. */
export function decodeBinary(data: Buffer): IncomingFrame | null {
  if (data.length < PUSH_HEADER || data[0] !== PUSH_KIND) return null
  let offset = PUSH_HEADER
  const take = (sizeAt: number): string => {
    const start = offset
    offset += data[sizeAt] ?? 0
    return data.toString('utf8', start, offset)
  }
  const joinRef = take(1)
  const ref = take(2)
  const topic = take(3)
  const event = take(4)
  take(5)
  if (offset > data.length) return null
  const body = data.subarray(offset)
  const isJson = data[6] === JSON_ENCODING
  const json = isJson ? body.toString('utf8') : null
  if (json !== null && !isJsonText(json)) return null
  return {
    joinRef: joinRef || null,
    ref: ref || null,
    topic,
    event: 'broadcast',
    payload: {},
    broadcast: { event, json, binary: isJson ? null : body },
  }
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Writes a frame for one socket. Version 1 replies carry no `join_ref`. */
export function encodeFrame(version: ProtocolVersion, frame: Frame): string {
  const { joinRef, ref, topic, event, payload } = frame
  return version === '2.0.0'
    ? JSON.stringify([joinRef, ref, topic, event, payload])
    : JSON.stringify({ topic, event, payload, ref })
}

/** A frame for many sockets: the bytes of each version are made once, when the first socket needs them. */
export class SharedFrame {
  private readonly cache = new Map<ProtocolVersion, Encoded | null>()

  private constructor(private readonly make: (version: ProtocolVersion) => Encoded | null) {}

  /** An event whose payload is already JSON source text. */
  static event(topic: string, event: string, payload: string): SharedFrame {
    return new SharedFrame((version) => encodeJsonEvent(version, topic, event, payload))
  }

  /** A broadcast; its JSON payload is passed through as text, never parsed. */
  static broadcast(topic: string, broadcast: Broadcast): SharedFrame {
    const { event, json, binary, meta } = broadcast
    if (binary)
      return new SharedFrame((version) => encodeBinaryBroadcast(version, topic, event, binary, meta))
    const tail = meta ? `,"meta":${JSON.stringify(meta)}}` : '}'
    const payload = `{"type":"broadcast","event":${JSON.stringify(event)},"payload":${json ?? 'null'}${tail}`
    return SharedFrame.event(topic, 'broadcast', payload)
  }

  /** The bytes for a version, or null when that version cannot carry this frame. */
  encode(version: ProtocolVersion): Encoded | null {
    let encoded = this.cache.get(version)
    if (encoded === undefined) {
      encoded = this.make(version)
      this.cache.set(version, encoded)
    }
    return encoded
  }
}

function encodeJsonEvent(version: ProtocolVersion, topic: string, event: string, payload: string): Encoded {
  const text =
    version === '2.0.0'
      ? `[null,null,${JSON.stringify(topic)},${JSON.stringify(event)},${payload}]`
      : `{"topic":${JSON.stringify(topic)},"event":${JSON.stringify(event)},"payload":${payload},"ref":null}`
  return { data: Buffer.from(text), binary: false }
}

function encodeBinaryBroadcast(
  version: ProtocolVersion,
  topic: string,
  event: string,
  body: Buffer,
  meta?: Record<string, unknown>,
): Encoded | null {
  if (version === '1.0.0') return null
  const fields = [topic, event, meta ? JSON.stringify(meta) : ''].map((field) => Buffer.from(field))
  if (fields.some((field) => field.length > MAX_BINARY_FIELD)) return null
  const header = Buffer.alloc(BROADCAST_HEADER)
  header[0] = BROADCAST_KIND
  fields.forEach((field, index) => (header[index + 1] = field.length))
  return { data: Buffer.concat([header, ...fields, body]), binary: true }
}
