import { computed, readonly, ref, shallowRef, watch } from 'vue'
import { rpc } from '@/lib/rpc'
import { AppError } from '@/lib/errors'
import { setModulesInUse } from '../permissions'
import { rememberedTenant, rememberTenant } from './remembered'
import { canLead, canManage } from './roles'
import type { ActiveChannel, ChannelKind, Membership, MyContext } from './types'

/**
 * Who I am and which clinic is on screen. Lives outside of components because the router decides by it
 * before any page exists. The clinic is remembered per browser.
 */

const context = shallowRef<MyContext | null>(null)
const tenantId = ref<string | null>(null)
let pending: Promise<MyContext> | null = null

const membership = computed<Membership | null>(
  () => context.value?.memberships.find((m) => m.tenant_id === tenantId.value) ?? null,
)

// at once: the router asks for permissions as soon as it has the context
watch(membership, (current) => setModulesInUse(current?.modules ?? null), { flush: 'sync' })

/** What the channel that the clinic writes through can; null when none is on. */
const channelKind = computed<ChannelKind | null>(
  () => context.value?.channel_kinds[membership.value?.whatsapp?.provider ?? ''] ?? null,
)

/** The channel of a family that is on: conversations are written through the one of their own. */
export function activeChannel(family: string): ActiveChannel | null {
  return membership.value?.channels.find((channel) => channel.family === family) ?? null
}

/** What the channel of a family can; null when none is on. */
export function kindOfFamily(family: string): ChannelKind | null {
  return context.value?.channel_kinds[activeChannel(family)?.provider ?? ''] ?? null
}

/** The context, fetched once; a page that changed it calls `refreshContext`. */
export function loadContext(): Promise<MyContext> {
  if (context.value) return Promise.resolve(context.value)
  pending ??= refreshContext().finally(() => (pending = null))
  return pending
}

/** The answer as it comes: an account that is gone has no profile, though its last token still works. */
type ContextAnswer = Omit<MyContext, 'user'> & { user: MyContext['user'] | null }

/** Fetches the context again and keeps the clinic on screen when the person still belongs to it. */
export async function refreshContext(): Promise<MyContext> {
  const { user, ...rest }: ContextAnswer = await rpc('my_context')
  if (!user) throw new AppError('session_expired')
  const fresh = { ...rest, user }
  context.value = fresh
  const remembered = tenantId.value ?? rememberedTenant()
  const kept = fresh.memberships.find((m) => m.tenant_id === remembered) ?? fresh.memberships[0]
  tenantId.value = kept?.tenant_id ?? null
  return fresh
}

/** Puts another clinic on screen. */
export function selectTenant(id: string): void {
  tenantId.value = id
  rememberTenant(id)
}

/** Forgets everything about the person who left. */
export function clearContext(): void {
  context.value = null
  tenantId.value = null
}

/** Changes what a broadcast said about the clinic on screen, without a request. */
export function patchMembership(patch: Partial<Membership>): void {
  const current = context.value
  if (!current) return
  context.value = {
    ...current,
    memberships: current.memberships.map((m) => (m.tenant_id === tenantId.value ? { ...m, ...patch } : m)),
  }
}

/** The clinic on screen and the person's place in it. */
export function useTenant() {
  return {
    context: readonly(context),
    membership,
    channelKind,
    tenantId: readonly(tenantId),
    role: computed(() => membership.value?.role ?? null),
    isManager: computed(() => canManage(membership.value?.role)),
    isLeader: computed(() => canLead(membership.value?.role)),
    isSaasAdmin: computed(() => context.value?.is_saas_admin ?? false),
    memberships: computed(() => context.value?.memberships ?? []),
  }
}

/** The id of the clinic on screen, for calls made from pages that the router shows only when there is one. */
export function requireTenantId(): string {
  if (!tenantId.value) throw new Error('No clinic is selected')
  return tenantId.value
}
