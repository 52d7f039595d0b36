import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Sql } from 'postgres'
import type { Secrets } from '../config.ts'
import { invalidRequest } from './errors.ts'
import type { FileStore } from './files.ts'

/** What every route works with. */
export interface StorageContext {
  sql: Sql
  files: FileStore
  secrets: Secrets
}

/** One request, with the parts of its path decoded. */
export interface StorageRequest {
  raw: IncomingMessage
  response: ServerResponse
  query: URLSearchParams
  bucket: string
  name: string
}

export type Body = Record<string, unknown>

const longestJson = 1024 * 1024

/** Reads a small JSON body. */
export async function readJson(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > longestJson) throw invalidRequest('The body is too large')
    chunks.push(chunk)
  }
  if (size === 0) return {}
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString())
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body
  } catch {
    // Said below.
  }
  throw invalidRequest('The body is not a JSON object')
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function answer(response: ServerResponse, status: number, body: unknown): void {
  const content = Buffer.from(JSON.stringify(body))
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': content.length,
  })
  response.end(content)
}
