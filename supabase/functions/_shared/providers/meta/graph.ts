import { createHmac } from 'node:crypto'
import type { MetaApp } from '../../platform/env.ts'
import { exchange, type Exchange, type Fetch } from '../../platform/provider-http.ts'

/** Calls of the Graph API with the token of one account. */
export interface GraphClient {
  get(path: string, token: string, query?: Record<string, string>): Promise<Exchange>
  post(path: string, token: string, body: unknown): Promise<Exchange>
  /** A file, by an address that an answer named; `withToken` only for hosts of Meta that ask for it. */
  file(url: string, token: string | null): Promise<Response>
  /** Changes the code of a login into a token; it works once. */
  exchangeCode(code: string, redirectUri: string): Promise<Exchange>
  /** A token that lasts about sixty days from now, for one that still lasts. */
  renewToken(token: string): Promise<Exchange>
  /** What a token was granted, and until when. */
  debugToken(token: string): Promise<Exchange>
}

const timeoutMs = 15_000
const fileTimeoutMs = 45_000

/** The client of the Graph API at this address. The token goes into a header: addresses end in logs. */
export function createGraphClient(fetch: Fetch, app: MetaApp): GraphClient {
  const proof = (token: string) => createHmac('sha256', app.appSecret).update(token).digest('hex')
  const call = (
    method: 'GET' | 'POST',
    path: string,
    token: string,
    query: Record<string, string>,
    body?: unknown,
  ) =>
    exchange(fetch, {
      method,
      url: `${app.graphUrl}/${path}?${new URLSearchParams({ ...query, appsecret_proof: proof(token) })}`,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs,
    })
  const open = (path: string, form: Record<string, string>) =>
    exchange(fetch, {
      method: 'POST',
      url: `${app.graphUrl}/${path}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(form).toString(),
      timeoutMs,
    })
  return {
    get: (path, token, query = {}) => call('GET', path, token, query),
    post: (path, token, body) => call('POST', path, token, {}, body),
    file: (url, token) =>
      fetch(url, {
        headers: {
          'user-agent': 'zelo/1.0',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        redirect: 'manual',
        signal: AbortSignal.timeout(fileTimeoutMs),
      }),
    exchangeCode: (code, redirectUri) =>
      open('oauth/access_token', {
        client_id: app.appId,
        client_secret: app.appSecret,
        code,
        redirect_uri: redirectUri,
      }),
    renewToken: (token) =>
      open('oauth/access_token', {
        grant_type: 'fb_exchange_token',
        client_id: app.appId,
        client_secret: app.appSecret,
        fb_exchange_token: token,
        // where it is the token of a business that may have none that ends
        set_token_expires_in_60_days: 'true',
      }),
    debugToken: (token) =>
      exchange(fetch, {
        method: 'GET',
        url: `${app.graphUrl}/debug_token?${new URLSearchParams({ input_token: token })}`,
        headers: { authorization: `Bearer ${app.appId}|${app.appSecret}`, accept: 'application/json' },
        timeoutMs,
      }),
  }
}
