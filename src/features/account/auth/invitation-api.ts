import type { Role } from '@/kit/clinic/types'
import { rpc } from '@/lib/rpc'

/** An invitation as its link shows it to somebody who is not signed in yet. */
export interface Invitation {
  tenant_name: string
  email: string
  role: Role
  expires_at: string
  state: 'pending' | 'accepted' | 'revoked' | 'expired'
}

export function getInvitation(token: string): Promise<Invitation> {
  return rpc('get_invitation', { p_token: token })
}

export function acceptInvitation(token: string): Promise<{ tenant_id: string; role: Role }> {
  return rpc('accept_invitation', { p_token: token })
}
