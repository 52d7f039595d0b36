import { getSessionMoney, overrideCharge } from './api'
import type { ChargeChoice } from './types'

/** After a status was given: charges everybody of the session who was absent by what was chosen against the policy. */
export async function applyChoice(
  tenantId: string,
  sessionId: string,
  { percent, reason }: ChargeChoice,
): Promise<void> {
  if (percent === null) return
  const { patients } = await getSessionMoney(tenantId, sessionId)
  for (const { patient_id, plan, status } of patients) {
    if (plan === 'shared' || !['missed', 'excused', 'cancelled'].includes(status)) continue
    await overrideCharge(tenantId, sessionId, patient_id, percent, reason.trim())
  }
}
