import type { Role } from '@/kit/clinic/types'
import { rpc } from '@/lib/rpc'
import { auth } from '@/lib/supabase'
import type { Enrolment, Factor, Recovery, SecondFactorRules } from './types'

/** The person's devices that work, the oldest first. */
export async function listFactors(): Promise<Factor[]> {
  const { data, error } = await auth.mfa.listFactors()
  if (error) throw error
  return data.totp
}

/** Whether this browser's session has passed. */
export async function hasPassed(): Promise<boolean> {
  const { data } = await auth.mfa.getAuthenticatorAssuranceLevel()
  return data?.currentLevel === 'aal2'
}

/** Begins with a device. What was begun before and not confirmed is dropped: its name would be in the way. */
export async function beginFactor(name: string): Promise<Enrolment> {
  const listed = await auth.mfa.listFactors()
  if (listed.error) throw listed.error
  for (const { id, status } of listed.data.all) {
    if (status === 'verified') continue
    const { error } = await auth.mfa.unenroll({ factorId: id })
    if (error) throw error
  }
  const { data, error } = await auth.mfa.enroll({ factorType: 'totp', friendlyName: name, issuer: 'Zelo' })
  if (error) throw error
  return { id: data.id, qr: data.totp.qr_code, secret: data.totp.secret, uri: data.totp.uri }
}

/** Passes with what the device shows; the session of this browser is another one afterwards. */
export async function passFactor(factorId: string, code: string): Promise<void> {
  const { error } = await auth.mfa.challengeAndVerify({ factorId, code: code.replace(/\D/g, '') })
  if (error) throw error
}

/** Removes a device; whoever does it has just passed with one. */
export async function removeFactor(factorId: string): Promise<void> {
  const { error } = await auth.mfa.unenroll({ factorId })
  if (error) throw error
  await auth.refreshSession()
}

/** Ten new codes; those before end. */
export function createRecoveryCodes(): Promise<string[]> {
  return rpc('create_recovery_codes')
}

export function countRecoveryCodes(): Promise<number> {
  return rpc('count_recovery_codes')
}

export async function useRecoveryCode(code: string): Promise<Recovery> {
  const answer = await rpc<'use_recovery_code', Recovery>('use_recovery_code', { p_code: code })
  if (answer.outcome === 'accepted') await auth.refreshSession()
  return answer
}

export function getRules(tenantId: string): Promise<SecondFactorRules> {
  return rpc('get_second_factor_rules', { p_tenant_id: tenantId })
}

export function saveRules(
  tenantId: string,
  roles: Role[],
  requiredFrom: string | null,
): Promise<Pick<SecondFactorRules, 'roles' | 'required_from'>> {
  return rpc('save_second_factor_rules', {
    p_tenant_id: tenantId,
    p_roles: roles,
    p_required_from: requiredFrom,
  })
}

export function resetFactors(tenantId: string, userId: string, reason: string): Promise<void> {
  return rpc('reset_member_factors', { p_tenant_id: tenantId, p_user_id: userId, p_reason: reason })
}
