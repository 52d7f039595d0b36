import { rpc } from '@/lib/rpc'

/** What the sign-up page must know before anybody is signed in. */
export interface PublicSettings {
  single_tenant: boolean
}

export function getPublicSettings(): Promise<PublicSettings> {
  return rpc('get_public_settings')
}
