/**
 * Links in mails carry a token. It leaves the address before anything is shown, because histories, screenshots and
 * shared screens keep addresses, and waits in the tab for the page that uses it: a reload must not lose it.
 */

/** What `verifyOtp` of Auth needs, from the link of one of its mails. */
export interface MailToken {
  tokenHash: string
  type: MailTokenType
}

export type MailTokenType = 'signup' | 'recovery' | 'magiclink' | 'invite' | 'email_change'

const types: readonly string[] = ['signup', 'recovery', 'magiclink', 'invite', 'email_change']

const mailKey = 'zelo.link.mail'
const invitationKey = 'zelo.link.invitation'
const intakeKey = 'zelo.link.intake'

/** A session that Auth's own redirect put behind the `#`. */
export interface LinkedSession {
  access_token: string
  refresh_token: string
}

let linkedSession: LinkedSession | null = null

/** Takes the tokens out of the address of this page. Called once, before the router reads it. */
export function takeLinkTokens(): void {
  const url = new URL(window.location.href)
  const path = takeInvitation(url) ?? takeIntake(url) ?? takeMailToken(url) ?? takeSession(url)
  if (path !== null) window.history.replaceState(null, '', path)
}

/** `/convite/<token>` */
function takeInvitation(url: URL): string | null {
  const token = /^\/convite\/([^/]+)\/?$/.exec(url.pathname)?.[1]
  if (!token) return null
  sessionStorage.setItem(invitationKey, token)
  return `/convite${url.search}`
}

/** `/ficha/<token>` */
function takeIntake(url: URL): string | null {
  const token = /^\/ficha\/([^/]+)\/?$/.exec(url.pathname)?.[1]
  if (!token) return null
  sessionStorage.setItem(intakeKey, token)
  return `/ficha${url.search}`
}

/** `/confirmar?token_hash=…&type=…` */
function takeMailToken(url: URL): string | null {
  const tokenHash = url.searchParams.get('token_hash')
  if (!tokenHash) return null
  const type = url.searchParams.get('type') ?? ''
  if (types.includes(type)) sessionStorage.setItem(mailKey, JSON.stringify({ tokenHash, type }))
  url.searchParams.delete('token_hash')
  url.searchParams.delete('type')
  return url.pathname + url.search
}

/** `#access_token=…`, or `#error=…` where the link was used before. */
function takeSession(url: URL): string | null {
  const values = new URLSearchParams(url.hash.slice(1))
  const access_token = values.get('access_token')
  const refresh_token = values.get('refresh_token')
  if (access_token && refresh_token) linkedSession = { access_token, refresh_token }
  return access_token || values.has('error') || values.has('error_code') ? url.pathname + url.search : null
}

/** The session that the address brought, once. */
export function linkedSessionOnce(): LinkedSession | null {
  const session = linkedSession
  linkedSession = null
  return session
}

export function mailToken(): MailToken | null {
  const stored = sessionStorage.getItem(mailKey)
  return stored ? (JSON.parse(stored) as MailToken) : null
}

/** It works once. */
export function forgetMailToken(): void {
  sessionStorage.removeItem(mailKey)
}

/** The token of the invitation that was opened in this tab. */
export function invitationToken(): string {
  return sessionStorage.getItem(invitationKey) ?? ''
}

/** The token of the intake form that was opened in this tab. */
export function intakeToken(): string {
  return sessionStorage.getItem(intakeKey) ?? ''
}
