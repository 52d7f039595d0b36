import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'

const allowedMethods = 'GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS'
const exposedHeaders = [
  'content-range',
  'content-location',
  'content-length',
  'etag',
  'link',
  'location',
  'preference-applied',
  'retry-after',
  'sb-error-code',
  'tus-extension',
  'tus-max-size',
  'tus-resumable',
  'tus-version',
  'upload-defer-length',
  'upload-expires',
  'upload-length',
  'upload-metadata',
  'upload-offset',
  'x-sb-error-code',
  'x-total-count',
].join(', ')

/** The answer to a browser's preflight. Repairs: lite's auth routes name no allowed headers. */
export function preflightHeaders(request: IncomingHttpHeaders): OutgoingHttpHeaders {
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': allowedMethods,
    'access-control-allow-headers':
      request['access-control-request-headers'] ?? 'authorization, apikey, content-type, x-client-info',
    'access-control-max-age': '86400',
    vary: 'access-control-request-headers',
  }
}

/** Lets pages of any origin read an answer, as the hosted gateway does, errors included. */
export function withCors(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  headers['access-control-allow-origin'] = '*'
  headers['access-control-expose-headers'] = exposedHeaders
  delete headers['access-control-allow-credentials']
  return headers
}
