import type { Role } from '@/kit/clinic/types'

/** A clinic as its own page shows it. */
export interface Tenant {
  id: string
  slug: string
  name: string
  cpf_cnpj: string | null
  time_zone: string
  logo_path: string | null
  ignore_groups: boolean
  created_at: string
}

export interface Member {
  user_id: string
  full_name: string
  email: string
  role: Role
  status: 'active' | 'disabled'
  created_at: string
}

/** An invitation as the team page lists it; its token is shown once, when it is made. */
export interface PendingInvitation {
  id: string
  email: string
  role: Role
  expires_at: string
  created_at: string
}

/** Answer of `send-invitation`. */
export interface SentInvitation {
  id: string
  email: string
  role: Role
  expires_at: string
  link: string
  /** False where the e-mail could not be sent: the link has to be passed on by hand. */
  mailed: boolean
}

/** One place where somebody is signed in, as `list_my_sessions` answers it. */
export interface MySession {
  id: string
  began_at: string
  used_at: string
  user_agent: string | null
  ip: string | null
  is_current: boolean
  gets_push: boolean
}
