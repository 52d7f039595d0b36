import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { membersQuery, type Member } from '@/features/account/tenancy'
import { canManage } from '@/kit/clinic/roles'
import { shortNameOf } from '@/lib/format'

const FRESH_MS = 10 * 60_000

/** First name with its courtesy title, or the e-mail's first part of somebody who gave none. */
export function shortName(member: Pick<Member, 'full_name' | 'email'>): string {
  return shortNameOf(member.full_name) || (member.email.split('@')[0] ?? '')
}

/** More names than these read like a list, not like somebody to ask. */
const MANAGERS_NAMED = 3

/** Whom to ask for what only owners and administrators may do: their names, owners first. */
export function managerNames(members: readonly Member[]): string[] {
  return members
    .filter(({ role, status }) => status === 'active' && canManage(role))
    .sort((a, b) => Number(b.role === 'owner') - Number(a.role === 'owner'))
    .slice(0, MANAGERS_NAMED)
    .map(({ full_name, email }) => full_name.trim() || email)
}

/** The clinic's people, to name assignees and authors. */
export function useClinicMembers(tenantId: MaybeRefOrGetter<string>) {
  const query = useQuery(computed(() => ({ ...membersQuery(toValue(tenantId)), staleTime: FRESH_MS })))
  const byId = computed(() => new Map((query.data.value ?? []).map((member) => [member.user_id, member])))

  return {
    active: computed(() => (query.data.value ?? []).filter((member) => member.status === 'active')),
    managers: () => managerNames(query.data.value ?? []),
    nameOf: (userId: string | null) => {
      const member = userId === null ? undefined : byId.value.get(userId)
      return member ? shortName(member) : null
    },
  }
}
