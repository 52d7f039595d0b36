import type { ZodType } from 'zod'
import { cleanJson } from './clean.ts'
import { ApiError, toApiError } from './errors.ts'
import { readStream } from './read-stream.ts'
import { createShortener } from './shorten-json.ts'

export const megabyte = 1024 * 1024
/** No webhook or command is larger; media travel by address, not in a body. */
const bodyLimit = 6 * megabyte

/**
 * The body as text; 413 as soon as it grows beyond the limit, whether or not its length was announced. Whoever hangs
 * up in the middle hears nothing: their 400 is for the log, where it is no failure of ours.
 */
export async function readText(request: Request, limit = bodyLimit): Promise<string> {
  const announced = request.headers.get('content-length')
  if (announced !== null && Number(announced) > limit) throw tooLarge(limit)
  return completed(announced === null ? readStream(request.body, limit) : request.text(), limit)
}

/** Gateways put files into their webhooks: WhatsApp's largest video, in base64. */
const longestWebhook = 160 * megabyte
/** A text of WhatsApp is shorter, however it is encoded. */
const longestString = megabyte / 4
/** Bodies of this size carry no file that would have to go. */
const smallWebhook = megabyte

/** The body of a webhook as text, without the files in it: they would not fit, and are fetched from the provider later. */
export async function readWebhook(request: Request): Promise<string> {
  const announced = request.headers.get('content-length')
  if (announced !== null && Number(announced) <= smallWebhook) return readText(request)
  if (Number(announced) > longestWebhook) throw tooLarge(longestWebhook)
  const shorten = createShortener(longestString)
  return completed(readStream(request.body, bodyLimit, shorten, longestWebhook), bodyLimit)
}

async function completed(reading: Promise<string | null>, limit: number): Promise<string> {
  const text = await reading.catch((cause: unknown) => {
    throw new ApiError(400, 'incomplete_body', 'The body ended before it was complete.', { cause })
  })
  if (text === null) throw tooLarge(limit)
  return text
}

/** Parses JSON text; 400 when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError(400, 'invalid_json', 'The body is not valid JSON.')
  }
}

/** An event about a payment is a few kilobytes. */
const eventLimit = megabyte

/**
 * The event of a provider that stops telling after failures: of a body that is no JSON its text, and of one that is too
 * large only that it came.
 */
export async function readEvent(request: Request): Promise<unknown> {
  const text = await readText(request, eventLimit).catch((error: unknown) => {
    if (toApiError(error).status === 413) return '[too large]'
    throw error
  })
  try {
    return parseJson(text)
  } catch {
    return { unparsed: text }
  }
}

/**
 * The JSON body of a command in the shape that `schema` describes: 415, 413 or 400 otherwise. Texts come as Postgres can
 * store them: what is pasted with a NUL arrives without it.
 */
export async function readCommand<T>(request: Request, schema: ZodType<T>, limit?: number): Promise<T> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    throw new ApiError(415, 'unsupported_media_type', 'Send the command as application/json.')
  }
  const parsed = schema.safeParse(cleanJson(parseJson(await readText(request, limit))))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue?.path.join('.') || 'body'
  throw new ApiError(400, 'invalid_request', `The field "${where}" is missing or not valid.`, {
    hint: issue?.message,
  })
}

function tooLarge(limit: number): ApiError {
  return new ApiError(413, 'body_too_large', `The body is larger than ${limit / megabyte} MB.`)
}
