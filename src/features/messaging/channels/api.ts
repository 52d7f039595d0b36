import { ask, invoke, rpc } from '@/lib/rpc'
import type {
  ChannelSetup,
  EvolutionProvision,
  EvolutionServer,
  HistoryImport,
  HistoryOfChannel,
  MetaGrant,
  MetaKind,
  TwilioAddresses,
  TwilioCredentials,
  TwilioProvision,
} from './types'

export function getChannelSetup(tenantId: string): Promise<ChannelSetup> {
  return rpc('get_channel_setup', { p_tenant_id: tenantId })
}

/** The first acceptance stays. */
export function acceptUnofficialWhatsapp(tenantId: string): Promise<void> {
  return rpc('accept_unofficial_whatsapp', { p_tenant_id: tenantId })
}

/** The normal way of a message; repeated with the same client id it leaves once. */
export function sendMessage(
  tenantId: string,
  threadKey: string,
  message: { clientId: string; body: string },
): Promise<void> {
  return invoke('send-whatsapp-message', {
    tenant_id: tenantId,
    thread_key: threadKey,
    client_id: message.clientId,
    body: message.body,
  })
}

/** `connect` creates or adopts the instance; the others act on it. */
export function provisionEvolution(
  tenantId: string,
  action: 'connect' | 'refresh' | 'restart' | 'logout',
  server: EvolutionServer = {},
): Promise<EvolutionProvision> {
  return invoke('evolution-webhook-provision', { tenant_id: tenantId, action, ...server })
}

/** Whether people see on their phones that the clinic writes. */
export function setChannelTyping(tenantId: string, channelId: string, shows: boolean): Promise<boolean> {
  return rpc('set_channel_typing', { p_tenant_id: tenantId, p_channel_id: channelId, p_shows: shows })
}

/** Tests the credentials with Twilio before anything is stored. */
export function provisionTwilio(tenantId: string, credentials: TwilioCredentials): Promise<TwilioProvision> {
  return invoke('twilio-channel-provision', { tenant_id: tenantId, ...credentials })
}

export function getTwilioAddresses(): Promise<TwilioAddresses> {
  return ask('twilio-channel-provision')
}

/** Where the owner says yes at Meta. */
export function beginMeta(
  tenantId: string,
  kind: MetaKind,
  state: string,
  coexistence: boolean,
): Promise<{ url: string }> {
  return invoke('connect-meta', { tenant_id: tenantId, action: 'begin', kind, state, coexistence })
}

/** What was granted, by the code that somebody came back with; it works once. */
export function exchangeMeta(tenantId: string, kind: MetaKind, code: string): Promise<MetaGrant> {
  return invoke('connect-meta', { tenant_id: tenantId, action: 'exchange', kind, code })
}

/** Connects one of the accounts that were granted. */
export function chooseMeta(
  tenantId: string,
  kind: MetaKind,
  { grant }: MetaGrant,
  accountId: string,
  pin: string | null,
): Promise<void> {
  const chosen = { grant, account_id: accountId, ...(pin === null ? {} : { pin }) }
  return invoke('connect-meta', { tenant_id: tenantId, action: 'choose', kind, ...chosen })
}

export function deactivateChannel(tenantId: string, channelId: string): Promise<void> {
  return invoke('deactivate-notification-channel', { tenant_id: tenantId, channel_id: channelId })
}

export function getHistoryImport(tenantId: string): Promise<HistoryOfChannel> {
  return rpc('get_history_import', { p_tenant_id: tenantId })
}

/** While an import is open it is that one. */
export function startHistoryImport(tenantId: string): Promise<HistoryImport> {
  return rpc('start_history_import', { p_tenant_id: tenantId })
}

/** What was stored stays. */
export function cancelHistoryImport(tenantId: string, importId: string): Promise<HistoryImport> {
  return rpc('cancel_history_import', { p_tenant_id: tenantId, p_import_id: importId })
}
