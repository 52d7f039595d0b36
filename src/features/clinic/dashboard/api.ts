import { rpc } from '@/lib/rpc'
import type { Dashboard, Days, PeriodUnit } from './types'

/** The numbers of a period, of some therapists or of all, beside the periods that it is compared with. */
export function getDashboard(
  tenantId: string,
  { days, unit, therapistIds }: { days: Days; unit: PeriodUnit; therapistIds: readonly string[] },
): Promise<Dashboard> {
  return rpc('get_clinic_dashboard', {
    p_tenant_id: tenantId,
    p_from: days.from,
    p_to: days.to,
    p_unit: unit,
    p_therapist_ids: therapistIds.length > 0 ? [...therapistIds] : null,
  })
}
