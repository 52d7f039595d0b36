import type { AppLocale } from '@/kit/i18n'
import type { MailToken } from '@/lib/link-tokens'
import { leaveDevice } from '@/kit/session'
import { auth, passingAuth } from '@/lib/supabase'

/** What a new account is made of; a clinic is created with it in the same transaction. */
export interface NewAccount {
  fullName: string
  email: string
  password: string
  clinicName: string
  locale: AppLocale
}

export async function signIn(email: string, password: string): Promise<void> {
  const { error } = await auth.signInWithPassword({ email: email.trim(), password })
  if (error) throw error
}

/** Resolves to false when the address must be confirmed by e-mail first. */
export async function signUp(account: NewAccount): Promise<boolean> {
  const { data, error } = await auth.signUp({
    email: account.email.trim(),
    password: account.password,
    options: {
      emailRedirectTo: window.location.origin,
      data: {
        full_name: account.fullName.trim(),
        clinic_name: account.clinicName.trim(),
        time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        locale: account.locale,
      },
    },
  })
  if (error) throw error
  return data.session !== null
}

/** Sends the link; answers the same whether the address is known or not. */
export async function requestPasswordReset(email: string): Promise<void> {
  const { error } = await auth.resetPasswordForEmail(email.trim(), {
    redirectTo: `${window.location.origin}/redefinir-senha`,
  })
  if (error) throw error
}

/** Refuses whoever does not know the present password, on a session of its own: the one of this browser stays. */
export async function checkPassword(email: string, password: string): Promise<void> {
  const probe = passingAuth()
  const { error } = await probe.signInWithPassword({ email, password })
  if (error) throw error
  await probe.signOut({ scope: 'local' })
}

export async function changePassword(password: string): Promise<void> {
  const { error } = await auth.updateUser({ password })
  if (error) throw error
}

/** Uses up the token of a mail's link. Resolves to false when another address has to be confirmed besides. */
export async function verifyMailToken({ tokenHash, type }: MailToken): Promise<boolean> {
  const { data, error } = await auth.verifyOtp({ token_hash: tokenHash, type })
  if (error) throw error
  return data.session !== null
}

/** Ends the session of this browser, even when the server cannot be told. */
export async function signOut(): Promise<void> {
  await leaveDevice()
  await auth.signOut({ scope: 'local' })
}
