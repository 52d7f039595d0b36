import { ask, invoke, rpc } from '@/lib/rpc'
import type {
  ChannelSetup,
  EvolutionProvision,
  EvolutionServer,
  TwilioAddresses,
  TwilioCredentials,
  TwilioProvision,
} from './types'

export function getChannelSetup(tenantId: string): Promise<ChannelSetup> {
  return rpc('get_channel_setup', { p_tenant_id: tenantId })
}

/** `connect` creates or adopts the instance; the others act on it. */
export function provisionEvolution(
  tenantId: string,
  action: 'connect' | 'refresh' | 'restart' | 'logout',
  server: EvolutionServer = {},
): Promise<EvolutionProvision> {
  return invoke('evolution-webhook-provision', { tenant_id: tenantId, action, ...server })
}

/** Tests the credentials with Twilio before anything is stored. */
export function provisionTwilio(tenantId: string, credentials: TwilioCredentials): Promise<TwilioProvision> {
  return invoke('twilio-channel-provision', { tenant_id: tenantId, ...credentials })
}

export function getTwilioAddresses(): Promise<TwilioAddresses> {
  return ask('twilio-channel-provision')
}

export function deactivateChannel(tenantId: string, channelId: string): Promise<void> {
  return invoke('deactivate-notification-channel', { tenant_id: tenantId, channel_id: channelId })
}
