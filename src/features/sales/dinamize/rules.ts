import type { CrmLeadSyncStatus } from '@contracts/unions'

/** The colour of a status. */
export function toneOf(status: CrmLeadSyncStatus): 'ok' | 'warn' | 'coral' | 'neutral' {
  return ({ synced: 'ok', pending: 'warn', failed: 'coral', opted_out: 'neutral' } as const)[status]
}
