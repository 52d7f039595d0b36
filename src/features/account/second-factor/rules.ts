import { roles, type Role } from '@/kit/clinic/types'

/** Who has to have a second factor. */
export type Scope = 'nobody' | 'managers' | 'everybody'

export const rolesOf: Record<Scope, Role[]> = {
  nobody: [],
  managers: ['owner', 'admin'],
  everybody: [...roles],
}

/** The scope that these roles are; a choice of the screen that was made elsewhere counts as everybody. */
export function scopeOf(required: readonly Role[]): Scope {
  if (required.length === 0) return 'nobody'
  return required.every((role) => rolesOf.managers.includes(role)) ? 'managers' : 'everybody'
}

/** Six digits, however they were typed. */
export function isCode(text: string): boolean {
  return /^\d{6}$/.test(text.replace(/\s/g, ''))
}

/** A name that no device of the person has: Auth knows them by it. */
export function freeName(wanted: string, taken: readonly (string | undefined)[]): string {
  if (!taken.includes(wanted)) return wanted
  for (let n = 2; ; n += 1) if (!taken.includes(`${wanted} ${n}`)) return `${wanted} ${n}`
}

/** The secret in groups of four, as somebody types it. */
export function grouped(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ')
}

/** The moment some days from now; null for at once. */
export function dayAfter(days: number, now: Date = new Date()): string | null {
  return days === 0 ? null : new Date(now.getTime() + days * 86_400_000).toISOString()
}
