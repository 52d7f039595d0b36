import type { RouteLocationNormalized, RouteLocationRaw } from 'vue-router'
import { i18n, loadAreas, suggestLocale, toLocale } from '@/kit/i18n'
import { signOut } from '@/features/account/auth'
import { isSignedIn, startSession } from '@/kit/session'
import { roleMay } from '@/kit/permissions'
import { AppError } from '@/lib/errors'
import { toastError } from '@/ui/toasts'
import { links } from '@/kit/links'

/**
 * Decides where a person may go. What they may do is decided in SQL; this only spares them pages that would
 * refuse every call.
 */
export async function guard(to: RouteLocationNormalized): Promise<RouteLocationRaw | true> {
  const [decision] = await Promise.all([
    decide(to),
    loadAreas(to.matched.flatMap((record) => record.meta.areas ?? [])),
  ])
  if (decision !== 'refused') return decision ?? true
  const { t } = i18n.global
  toastError({ sentence: t('shell.noAccess', { page: t(to.meta.title ?? 'shell.menu.today') }), details: '' })
  return links.home()
}

/** Where to go instead, null to let the person in, or that the page is not for them. */
async function decide(to: RouteLocationNormalized): Promise<RouteLocationRaw | 'refused' | null> {
  await startSession()
  if (to.meta.public) return to.meta.guestOnly && isSignedIn() ? links.home() : null
  if (!isSignedIn()) return links.signIn(to.fullPath)

  const { loadContext, useTenant } = await import('@/kit/clinic/context')
  const context = await loadContext().catch(unlessSessionIsOver)
  if (!context) {
    await signOut()
    return links.signIn(to.fullPath)
  }
  await suggestLocale(toLocale(context.user.locale))

  if (to.meta.saasOnly) {
    if (context.saas_second_factor) return links.secondFactor(to.fullPath)
    return context.is_saas_admin ? null : 'refused'
  }
  if (to.meta.withoutTenant) return null
  if (context.memberships.length === 0) return context.is_saas_admin ? links.saas() : links.noClinic()
  if (useTenant().membership.value?.second_factor) return links.secondFactor(to.fullPath)
  const { permission } = to.meta
  return permission === undefined || roleMay(useTenant().role.value, permission) ? null : 'refused'
}

/** A session that the server no longer takes means signing in again; any other failure is shown. */
function unlessSessionIsOver(error: unknown): null {
  if (error instanceof AppError && ['session_expired', 'not_signed_in'].includes(error.code)) return null
  throw error
}
