import type { SupabaseClient } from '@supabase/supabase-js'
import { asAnon, freshEmail } from '../../stack/support/clients.ts'

/** Somebody who exists only for one test. */
export interface Account {
  email: string
  password: string
  fullName: string
  client: SupabaseClient
  /** Null when they have no clinic. */
  tenantId: string | null
}

const password = 'senha-de-teste'

/** A new person, owner of a new clinic unless `clinic` is empty. */
export async function newAccount(clinic = 'Clínica de Teste', fullName = 'Olívia Souza'): Promise<Account> {
  const email = freshEmail('olivia')
  const client = asAnon()
  const { error } = await client.auth.signUp({
    email,
    password,
    options: { data: { full_name: fullName, clinic_name: clinic } },
  })
  if (error) throw error
  const { data, error: refused } = await client.rpc('my_context')
  if (refused) throw refused
  const { memberships } = data as { memberships: { tenant_id: string }[] }
  return { email, password, fullName, client, tenantId: memberships[0]?.tenant_id ?? null }
}

/** A new person who takes an invitation of the owner's clinic. */
export async function newColleague(
  owner: Pick<Account, 'client' | 'tenantId'>,
  role: string,
  fullName = 'Téo Lima',
): Promise<Account> {
  const colleague = await newAccount('', fullName)
  const { data, error } = await owner.client.rpc('create_invitation', {
    p_tenant_id: owner.tenantId,
    p_email: colleague.email,
    p_role: role,
  })
  if (error) throw error
  const accepted = await colleague.client.rpc('accept_invitation', {
    p_token: (data as { token: string }).token,
  })
  if (accepted.error) throw accepted.error
  return { ...colleague, tenantId: owner.tenantId }
}
