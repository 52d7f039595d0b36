import { computed } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useClinicMembers } from '../shared/members'
import type { Mentionable } from './rules'

/** The active members of the clinic, as notes name them. */
export function useMentionable() {
  const { active } = useClinicMembers(requireTenantId())
  return computed<Mentionable[]>(() =>
    active.value.map((member) => ({
      id: member.user_id,
      name: member.full_name.trim() || (member.email.split('@')[0] ?? ''),
    })),
  )
}
