import type { Call } from './db.ts'
import type {
  ProviderName,
  BegunPurchase,
  ChangeLease,
  ChannelSetup,
  Invitation,
  MediaUpload,
  MessageRow,
  OutboundMessage,
  TemplateSyncTarget,
} from './db-types.ts'
import type { JsonObject } from './json.ts'
import type { Sealed } from './secrets.ts'

/** RPCs under the rights of the caller; SQL decides who may do what. */
export interface UserDatabase {
  createOutboundMessage(message: NewOutboundMessage): Promise<OutboundMessage>
  /** What was begun with `begin_media_upload`; refuses everybody but whoever began it. */
  openMediaUpload(tenantId: string, uploadId: string): Promise<MediaUpload>
  /** A reaction, new words or a deletion, leased to this request. */
  requestMessageChange(change: NewMessageChange): Promise<{ message: MessageRow; lease: ChangeLease }>
  /** A stored message that waits is tried now; without a lease it is settled or under way. */
  sendMessageNow(tenantId: string, messageId: string): Promise<Omit<OutboundMessage, 'duplicate'>>
  /** Refuses everybody but owners and administrators of the clinic. */
  requireAdmin(tenantId: string): Promise<void>
  getChannelSetup(tenantId: string): Promise<ChannelSetup>
  reserveChannelId(tenantId: string, provider: ProviderName): Promise<string>
  configureEvolutionChannel(channel: EvolutionChannel): Promise<{ channel_id: string }>
  configureTwilioChannel(
    channel: TwilioChannel,
  ): Promise<{ channel_id: string; state: 'open' | 'connecting' }>
  deactivateChannel(tenantId: string, channelId: string): Promise<{ channel_id: string; is_active: boolean }>
  createInvitation(tenantId: string, email: string, role: string): Promise<Invitation>
  getInvitation(token: string): Promise<{ tenant_name: string }>
  /** Refuses everybody but members, and a clinic without an official number. */
  templateSyncTarget(tenantId: string): Promise<TemplateSyncTarget>
  /** Rows of `message_templates`, approved ones first. */
  listMessageTemplates(tenantId: string): Promise<JsonObject[]>
  /** Refuses everybody but owners and administrators; the same `clientId` is the same purchase. */
  beginCreditPurchase(purchase: NewCreditPurchase): Promise<BegunPurchase>
}

export interface NewOutboundMessage {
  tenantId: string
  threadKey: string
  clientId: string
  /** Empty when a template is sent. */
  body: string
  replyTo: string | null
  template: TemplateChoice | null
  /** A file, a place, people or a message that is forwarded, in the words of the SQL. */
  content: JsonObject | null
}

export interface NewMessageChange {
  tenantId: string
  messageId: string
  change: 'react' | 'edit' | 'delete'
  value: string
}

/** A stored template and what to fill in, by variable. */
export interface TemplateChoice {
  id: string
  variables: Record<string, string>
}

export interface EvolutionChannel {
  tenantId: string
  externalId: string
  serverUrl: string
  webhookUrl: string
  apiKeySha256: string
  secretSha256: string
  credentials: Sealed
  displayName: string | null
  /** What the server answers about the instance; null when it does not tell. */
  instanceId: string | null
  ownerPhone: string | null
}

export interface TwilioChannel {
  tenantId: string
  accountSid: string
  senderPhone: string
  messagingServiceSid: string | null
  credentials: Sealed
}

export interface NewCreditPurchase {
  tenantId: string
  /** Null for a purchase that was begun already and whose package is gone. */
  packageId: string | null
  clientId: string
  /** The clinic's own when absent. */
  cpfCnpj: string | null
}

export function createUserDatabase(call: Call): UserDatabase {
  return {
    createOutboundMessage: (message) =>
      call(
        (sql) => sql`select app.create_outbound_message(${message.tenantId}, ${message.threadKey},
          ${message.clientId}, ${message.body}, ${message.replyTo},
          ${message.template && JSON.stringify(message.template)}::text::jsonb,
          ${message.content && JSON.stringify(message.content)}::text::jsonb) as value`,
      ),
    openMediaUpload: (tenantId, uploadId) =>
      call((sql) => sql`select app.open_media_upload(${tenantId}, ${uploadId}) as value`),
    requestMessageChange: ({ tenantId, messageId, change, value }) =>
      call(
        (sql) =>
          sql`select app.request_message_change(${tenantId}, ${messageId}, ${change}, ${value}) as value`,
      ),
    sendMessageNow: (tenantId, messageId) =>
      call((sql) => sql`select app.send_message_now(${tenantId}, ${messageId}) as value`),
    requireAdmin: async (tenantId) => {
      await call((sql) => sql`select app.require_admin(${tenantId}) as value`)
    },
    getChannelSetup: (tenantId) => call((sql) => sql`select public.get_channel_setup(${tenantId}) as value`),
    reserveChannelId: (tenantId, provider) =>
      call((sql) => sql`select app.reserve_channel_id(${tenantId}, ${provider}) as value`),
    configureEvolutionChannel: (channel) =>
      call(
        (sql) => sql`select app.configure_evolution_channel(${channel.tenantId}, ${channel.externalId},
          ${channel.serverUrl}, ${channel.webhookUrl}, ${channel.apiKeySha256}, ${channel.secretSha256},
          ${JSON.stringify(channel.credentials)}::text::jsonb, ${channel.displayName}, ${channel.instanceId},
          ${channel.ownerPhone}) as value`,
      ),
    configureTwilioChannel: (channel) =>
      call(
        (sql) => sql`select app.configure_twilio_channel(${channel.tenantId}, ${channel.accountSid},
          ${channel.senderPhone}, ${channel.messagingServiceSid},
          ${JSON.stringify(channel.credentials)}::text::jsonb) as value`,
      ),
    deactivateChannel: (tenantId, channelId) =>
      call((sql) => sql`select app.deactivate_channel(${tenantId}, ${channelId}) as value`),
    createInvitation: (tenantId, email, role) =>
      call((sql) => sql`select public.create_invitation(${tenantId}, ${email}, ${role}) as value`),
    getInvitation: (token) => call((sql) => sql`select public.get_invitation(${token}) as value`),
    templateSyncTarget: (tenantId) =>
      call((sql) => sql`select app.template_sync_target(${tenantId}) as value`),
    listMessageTemplates: (tenantId) =>
      call(
        (
          sql,
        ) => sql`select coalesce(jsonb_agg(to_jsonb(t) - 'ordinality' order by t.ordinality), '[]') as value
          from public.list_message_templates(${tenantId}) with ordinality as t`,
      ),
    beginCreditPurchase: ({ tenantId, packageId, clientId, cpfCnpj }) =>
      call(
        (sql) =>
          sql`select app.begin_credit_purchase(${tenantId}, ${packageId}, ${clientId}, ${cpfCnpj}) as value`,
      ),
  }
}
