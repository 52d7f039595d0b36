import type { MessagingService } from './database.ts'
import type { ChangeLease, CompletedChange } from './types.ts'
import { describeError, type Log } from '../platform/log.ts'
import type { SecretBox } from '../platform/secrets.ts'
import type { ChangeResult } from '../providers/provider.ts'
import type { Providers } from './sending.ts'

export interface ChangingDeps {
  database: Pick<MessagingService, 'completeMessageChange'>
  providers: Providers
  secrets: SecretBox
  log: Log
}

/** Asks the provider once for a leased change and returns what the database made of the answer. */
export type RunChange = (lease: ChangeLease) => Promise<CompletedChange>

/** Reactions, edits and deletions: the same one twice is one, so a lost answer is asked for again. */
export function createChanging({ database, providers, secrets, log }: ChangingDeps): RunChange {
  return async (lease) => {
    const result = await attempt(lease)
    if (result.outcome === 'done') return await database.completeMessageChange(lease, 'done', {})
    log.info('change not made', {
      message_id: lease.message_id,
      tenant_id: lease.tenant_id,
      code: result.code,
    })
    return await database.completeMessageChange(lease, result.outcome, {
      reason: result.code,
      detail: result.detail,
      ...(result.outcome === 'temporary' && result.retryAfterSeconds !== null
        ? { retry_after: result.retryAfterSeconds }
        : {}),
    })
  }

  async function attempt(lease: ChangeLease): Promise<ChangeResult> {
    let credentials: Record<string, string>
    try {
      const owner = { tenantId: lease.tenant_id, channelId: lease.channel_id }
      credentials = await secrets.open(lease.channel.credentials, owner)
    } catch (error) {
      log.error('credentials do not open', { tenant_id: lease.tenant_id, ...describeError(error) })
      return {
        outcome: 'permanent',
        code: 'provider_auth_failed',
        detail: 'The credentials of this channel cannot be opened. Connect it again.',
      }
    }
    return await providers[lease.provider].change(lease, credentials)
  }
}
