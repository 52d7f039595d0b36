import { describeError, type Log } from '../platform/log.ts'
import type { SecretBox } from '../platform/secrets.ts'
import type { MessagingService } from './database.ts'
import type { TwilioCandidate } from './types.ts'

/** A channel that a webhook of an account may belong to, with the token that signs its webhooks. */
export interface TwilioSigner {
  tenantId: string
  channelId: string
  senderPhone: string
  messagingServiceSid: string | null
  authToken: string
}

/** Finds the possible signers of an account. */
export interface TwilioDirectory {
  signers(accountSid: string): Promise<readonly TwilioSigner[]>
  /** Looks again unless it just did: credentials may have changed a moment ago. */
  refreshed(accountSid: string): Promise<readonly TwilioSigner[]>
}

export interface TwilioDirectoryOptions {
  database: Pick<MessagingService, 'twilioCandidates'>
  secrets: SecretBox
  log: Log
  now(): number
}

interface Entry {
  at: number
  signers: Promise<readonly TwilioSigner[]>
}

const freshForMs = 60_000
const refreshAfterMs = 2_000
const mostAccounts = 500

/** Opened tokens stay in memory for a minute, so that not every webhook asks for and decrypts them. */
export function createTwilioDirectory(options: TwilioDirectoryOptions): TwilioDirectory {
  const entries = new Map<string, Entry>()

  function lookUp(accountSid: string, maxAgeMs: number): Promise<readonly TwilioSigner[]> {
    const known = entries.get(accountSid)
    if (known && options.now() - known.at < maxAgeMs) return known.signers
    const signers = load(accountSid)
    entries.delete(accountSid)
    entries.set(accountSid, { at: options.now(), signers })
    const oldest = entries.size > mostAccounts ? entries.keys().next().value : undefined
    if (oldest !== undefined) entries.delete(oldest)
    signers.catch(() => entries.delete(accountSid))
    return signers
  }

  async function load(accountSid: string): Promise<readonly TwilioSigner[]> {
    const candidates = await options.database.twilioCandidates(accountSid)
    return (await Promise.all(candidates.map(opened))).filter((signer) => signer !== null)
  }

  async function opened(candidate: TwilioCandidate): Promise<TwilioSigner | null> {
    const owner = { tenantId: candidate.tenant_id, channelId: candidate.channel_id }
    try {
      const { auth_token: authToken } = await options.secrets.open(candidate.credentials, owner)
      if (!authToken) return null
      return {
        ...owner,
        senderPhone: candidate.sender_phone,
        messagingServiceSid: candidate.messaging_service_sid,
        authToken,
      }
    } catch (error) {
      options.log.error('credentials do not open', {
        channel_id: candidate.channel_id,
        ...describeError(error),
      })
      return null
    }
  }

  return {
    signers: (accountSid) => lookUp(accountSid, freshForMs),
    refreshed: (accountSid) => lookUp(accountSid, refreshAfterMs),
  }
}
