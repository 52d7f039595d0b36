import type { Bucket } from '../media/object-store.ts'
import type { UserClaims } from '../platform/auth.ts'
import type { Call, Database } from '../platform/db.ts'
import type { JsonObject } from '../platform/json.ts'
import type { HeldJob } from '../platform/queue.ts'
import type { Sealed } from '../platform/secrets.ts'
import type { Address, HistoryFailure, InboundAction } from '../providers/provider.ts'
import type { PushTarget } from '../platform/web-push.ts'
import type {
  ChangeLease,
  ChannelCredentials,
  ChannelSetup,
  CompletedChange,
  CompletedSend,
  FileFacts,
  HistoryStep,
  IngestEvent,
  IngestResult,
  ListedTemplate,
  MediaUpload,
  MessageRow,
  OutboundMessage,
  ProviderName,
  SendLease,
  SendOutcome,
  TemplateSyncTarget,
  TwilioCandidate,
  TypingTarget,
} from './types.ts'

export interface ChannelState {
  state: 'open' | 'connecting' | 'close' | null
  phone?: string | null
  reason?: string | null
  qrCode?: string | null
  pairingCode?: string | null
}

export interface SendCompletion {
  outcome: SendOutcome
  providerMessageId?: string | null
  errorCode?: string | null
  errorDetail?: string | null
  retryAfterSeconds?: number | null
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

/** The address that a browser had at its push service, and the one that it has now. */
export interface PushRenewal {
  old: Pick<PushTarget, 'endpoint' | 'auth'>
  new: PushTarget
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

export interface MetaChannel {
  tenantId: string
  kind: ProviderName
  /** In the words of `app.configure_meta_channel`. */
  account: JsonObject
  credentials: Sealed
}

export interface TwilioChannel {
  tenantId: string
  accountSid: string
  senderPhone: string
  messagingServiceSid: string | null
  credentials: Sealed
}

/** The RPCs of messaging over one connection pool. */
export interface MessagingDatabase {
  /** Rights of the owner: for what no person asks for or may read. */
  service: MessagingService
  /** Rights of one signed-in person; SQL decides who may do what. */
  asUser(claims: UserClaims): MessagingUser
}

/** Makes the clients of messaging. */
export function createMessagingDatabase(database: Pick<Database, 'service' | 'asUser'>): MessagingDatabase {
  return {
    service: createMessagingService(database.service),
    asUser: (claims) => createMessagingUser(database.asUser(claims)),
  }
}

/** What webhooks, the worker and the adapters ask for. */
export interface MessagingService {
  ingestWhatsappEvents(events: readonly IngestEvent[]): Promise<IngestResult[]>
  /** Whether an event with these credentials would be taken; `ingestWhatsappEvents` asks the same by itself. */
  isAuthenticEvent(provider: ProviderName, auth: IngestEvent['auth']): Promise<boolean>
  /** Whose screens hear that somebody writes, and about which conversation; null when the credentials are nobody's. */
  typingAudience(
    provider: ProviderName,
    auth: IngestEvent['auth'],
    address: Address,
  ): Promise<{ tenant_id: string; thread_id: string | null } | null>
  twilioCandidates(accountSid: string): Promise<TwilioCandidate[]>
  /** Channels whose number belongs to a WhatsApp Business account. */
  channelsOfMetaAccount(
    parentId: string,
  ): Promise<{ tenant_id: string; channel_id: string; phone: string | null }[]>
  channelCredentials(tenantId: string, channelId: string): Promise<ChannelCredentials | null>
  setChannelState(tenantId: string, channelId: string, state: ChannelState): Promise<void>
  /** Makes the stored templates of a channel those of its account; the moment it did, or null when it has another now. */
  replaceMessageTemplates(
    tenantId: string,
    channelId: string,
    accountSid: string,
    templates: readonly ListedTemplate[],
  ): Promise<string | null>
  completeSend(lease: SendLease, result: SendCompletion): Promise<CompletedSend>
  /** Which of these ids belong to messages that we have. */
  knownProviderIds(lease: SendLease, ids: readonly string[]): Promise<string[]>
  /** Writes an object down before it is stored; its path, or null when it must not be. */
  keepMediaFile(job: HeldJob, file: FileFacts): Promise<string | null>
  /** `finished`, `retry`, `dead`, `lost`, or `orphan`: nobody knows of the object. */
  completeMediaFetch(job: HeldJob, outcome: string, details: JsonObject): Promise<string>
  completeMediaRemoval(job: HeldJob): Promise<boolean>
  /** Objects that clinics left which are gone; none when all is clean. */
  filesOfRemovedClinics(): Promise<{ bucket: Bucket; paths: string[] } | null>
  /** Forgets a browser that its push service does not know any more. */
  dropPushSubscription(tenantId: string, id: string): Promise<void>
  /** What an import reads next, null when all is read; null instead of it when somebody else has it, or it is over. */
  keepHistoryChats(job: HeldJob, chats: readonly JsonObject[]): Promise<{ step: HistoryStep | null } | null>
  keepHistoryPage(
    job: HeldJob,
    place: number,
    actions: readonly InboundAction[],
    nextPage: number | null,
  ): Promise<{ step: HistoryStep | null } | null>
  delayHistoryImport(job: HeldJob, failure: HistoryFailure): Promise<string>
  /** Gives the lease of an import back that is to go on. */
  pauseHistoryImport(job: HeldJob): Promise<boolean>
  /** A browser is told at another address from now on; refused when nobody knows the old one. */
  renewPushSubscription(tenantId: string, addresses: PushRenewal): Promise<void>
  /** Writes a profile picture down before it is stored; null when it must not be. */
  keepPicture(job: HeldJob, file: FileFacts): Promise<{ path?: string; unchanged?: true } | null>
  completePictureFetch(job: HeldJob, outcome: string, details: JsonObject): Promise<string>
  keepMediaUpload(tenantId: string, uploadId: string, file: FileFacts): Promise<string | null>
  /** False when nobody knows of the object any more. */
  completeMediaUpload(tenantId: string, uploadId: string, isTaken: boolean): Promise<boolean>
  completeMessageChange(
    lease: Pick<ChangeLease, 'tenant_id' | 'job_id' | 'lease_token'>,
    outcome: 'done' | 'temporary' | 'permanent',
    details: JsonObject,
  ): Promise<CompletedChange>
  /** Answers an opt-out or opt-in, `kind` being that of its job; one message a `clientId`. */
  sendOptAck(
    tenantId: string,
    ack: { kind: string; threadKey: string; clientId: string },
  ): Promise<OutboundMessage | { skipped: string }>
  /** Answers a message by itself where the clinic wants that; one message a `clientId`. */
  sendAutoReply(
    tenantId: string,
    messageId: string,
    clientId: string,
  ): Promise<OutboundMessage | { skipped: string }>
  /** What somebody wrote for later; its moment has come. */
  sendScheduledMessage(tenantId: string, id: string): Promise<OutboundMessage | { skipped: string }>
  /** How many channels of Meta are looked at: what they were granted ends soon, or was not looked at for a week. */
  enqueueTokenRenewals(): Promise<number>
  /** `finished`, `retry`, `dead` or `lost`. */
  completeTokenRenewal(
    job: HeldJob,
    outcome: 'kept' | 'renewed' | 'refused' | 'temporary',
    details: JsonObject,
    credentials: Sealed | null,
  ): Promise<string>
  /** False when the conversation sleeps longer by now, or not at all. */
  wakeConversation(tenantId: string, threadId: string): Promise<boolean>
}

function createMessagingService(call: Call): MessagingService {
  return {
    ingestWhatsappEvents: (events) =>
      call((sql) => sql`select app.ingest_whatsapp_events(${JSON.stringify(events)}::text::jsonb) as value`),
    isAuthenticEvent: (provider, auth) =>
      call(
        (sql) =>
          sql`select app.is_authentic_event(${provider}, ${JSON.stringify(auth)}::text::jsonb) as value`,
      ),
    typingAudience: (provider, auth, address) =>
      call(
        (sql) => sql`select app.typing_audience(${provider}, ${JSON.stringify(auth)}::text::jsonb,
          ${JSON.stringify(address)}::text::jsonb) as value`,
      ),
    twilioCandidates: async (accountSid) =>
      (await call<TwilioCandidate[] | null>(
        (sql) => sql`select app.twilio_candidates(${accountSid}) as value`,
      )) ?? [],
    channelsOfMetaAccount: (parentId) =>
      call((sql) => sql`select app.channels_of_meta_account(${parentId}) as value`),
    channelCredentials: (tenantId, channelId) =>
      call((sql) => sql`select app.channel_credentials(${tenantId}, ${channelId}) as value`),
    setChannelState: async (tenantId, channelId, state) => {
      await call(
        (
          sql,
        ) => sql`select app.set_channel_state(${tenantId}, ${channelId}, ${state.state}, ${state.phone ?? null},
          ${state.reason ?? null}, ${state.qrCode ?? null}, ${state.pairingCode ?? null}) as value`,
      )
    },
    replaceMessageTemplates: (tenantId, channelId, accountSid, templates) =>
      call(
        (sql) => sql`select to_jsonb(app.replace_message_templates(${tenantId}, ${channelId}, ${accountSid},
          ${JSON.stringify(templates)}::text::jsonb)) as value`,
      ),
    completeSend: (lease, result) =>
      call(
        (sql) => sql`select app.complete_send(${lease.tenant_id}, ${lease.job_id}, ${lease.lease_token},
          ${result.outcome}, ${result.providerMessageId ?? null}, ${result.errorCode ?? null}, ${result.errorDetail ?? null},
          ${result.retryAfterSeconds ?? null}) as value`,
      ),
    knownProviderIds: (lease, ids) =>
      call(
        (sql) => sql`select app.known_provider_ids(${lease.tenant_id}, ${lease.channel_id},
          ${JSON.stringify(ids)}::text::jsonb) as value`,
      ),
    keepMediaFile: ({ tenant_id, job_id, lease_token }, file) =>
      call(
        (sql) => sql`select app.keep_media_file(${tenant_id}, ${job_id}, ${lease_token},
          ${JSON.stringify(file)}::text::jsonb) as value`,
      ),
    completeMediaFetch: ({ tenant_id, job_id, lease_token }, outcome, details) =>
      call(
        (sql) => sql`select app.complete_media_fetch(${tenant_id}, ${job_id}, ${lease_token}, ${outcome},
          ${JSON.stringify(details)}::text::jsonb) as value`,
      ),
    completeMediaRemoval: ({ tenant_id, job_id, lease_token }) =>
      call((sql) => sql`select app.complete_media_removal(${tenant_id}, ${job_id}, ${lease_token}) as value`),
    filesOfRemovedClinics: () => call((sql) => sql`select app.files_of_removed_clinics() as value`),
    keepHistoryChats: ({ tenant_id, job_id, lease_token }, chats) =>
      call(
        (sql) => sql`select app.keep_history_chats(${tenant_id}, ${job_id}, ${lease_token},
          ${JSON.stringify(chats)}::text::jsonb) as value`,
      ),
    keepHistoryPage: ({ tenant_id, job_id, lease_token }, place, actions, nextPage) =>
      call(
        (sql) => sql`select app.keep_history_page(${tenant_id}, ${job_id}, ${lease_token}, ${place},
          ${JSON.stringify(actions)}::text::jsonb, ${nextPage}) as value`,
      ),
    delayHistoryImport: ({ tenant_id, job_id, lease_token }, failure) =>
      call(
        (sql) => sql`select app.delay_history_import(${tenant_id}, ${job_id}, ${lease_token}, ${failure.code},
          ${failure.detail}, ${failure.outcome === 'permanent'},
          ${failure.outcome === 'temporary' ? failure.retryAfterSeconds : null}) as value`,
      ),
    pauseHistoryImport: async ({ tenant_id, job_id, lease_token }) =>
      (await call<boolean | null>(
        (sql) => sql`select app.pause_history_import(${tenant_id}, ${job_id}, ${lease_token}) as value`,
      )) === true,
    keepPicture: ({ tenant_id, job_id, lease_token }, file) =>
      call(
        (sql) => sql`select app.keep_picture(${tenant_id}, ${job_id}, ${lease_token},
          ${JSON.stringify(file)}::text::jsonb) as value`,
      ),
    completePictureFetch: ({ tenant_id, job_id, lease_token }, outcome, details) =>
      call(
        (sql) => sql`select app.complete_picture_fetch(${tenant_id}, ${job_id}, ${lease_token}, ${outcome},
          ${JSON.stringify(details)}::text::jsonb) as value`,
      ),
    dropPushSubscription: async (tenantId, id) => {
      await call((sql) => sql`select app.drop_push_subscription(${tenantId}, ${id}) as value`)
    },
    renewPushSubscription: async (tenantId, addresses) => {
      await call(
        (
          sql,
        ) => sql`select app.renew_push_subscription(${tenantId}, ${addresses.old.endpoint}, ${addresses.old.auth},
          ${addresses.new.endpoint}, ${addresses.new.p256dh}, ${addresses.new.auth}) as value`,
      )
    },
    keepMediaUpload: (tenantId, uploadId, file) =>
      call(
        (sql) => sql`select app.keep_media_upload(${tenantId}, ${uploadId},
          ${JSON.stringify(file)}::text::jsonb) as value`,
      ),
    completeMediaUpload: (tenantId, uploadId, isTaken) =>
      call((sql) => sql`select app.complete_media_upload(${tenantId}, ${uploadId}, ${isTaken}) as value`),
    completeMessageChange: ({ tenant_id, job_id, lease_token }, outcome, details) =>
      call(
        (sql) => sql`select app.complete_message_change(${tenant_id}, ${job_id}, ${lease_token}, ${outcome},
          ${JSON.stringify(details)}::text::jsonb) as value`,
      ),
    sendOptAck: (tenantId, { kind, threadKey, clientId }) =>
      call((sql) => sql`select app.send_opt_ack(${tenantId}, ${kind}, ${threadKey}, ${clientId}) as value`),
    sendAutoReply: (tenantId, messageId, clientId) =>
      call((sql) => sql`select app.send_auto_reply(${tenantId}, ${messageId}, ${clientId}) as value`),
    sendScheduledMessage: (tenantId, id) =>
      call((sql) => sql`select app.send_scheduled_message(${tenantId}, ${id}) as value`),
    enqueueTokenRenewals: () => call((sql) => sql`select app.enqueue_token_renewals() as value`),
    completeTokenRenewal: ({ tenant_id, job_id, lease_token }, outcome, details, credentials) =>
      call(
        (sql) => sql`select app.complete_token_renewal(${tenant_id}, ${job_id}, ${lease_token}, ${outcome},
          ${JSON.stringify(details)}::text::jsonb, ${credentials && JSON.stringify(credentials)}::text::jsonb) as value`,
      ),
    wakeConversation: (tenantId, threadId) =>
      call((sql) => sql`select app.wake_conversation(${tenantId}, ${threadId}) as value`),
  }
}

/** What a signed-in person asks for. */
export interface MessagingUser {
  createOutboundMessage(message: NewOutboundMessage): Promise<OutboundMessage>
  /** What was begun with `begin_media_upload`; refuses everybody but whoever began it. */
  openMediaUpload(tenantId: string, uploadId: string): Promise<MediaUpload>
  /** A reaction, new words or a deletion, leased to this request. */
  requestMessageChange(change: NewMessageChange): Promise<{ message: MessageRow; lease: ChangeLease }>
  /** Null when the person is not to see that somebody writes. */
  showTyping(tenantId: string, threadKey: string): Promise<TypingTarget | null>
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
  configureMetaChannel(channel: MetaChannel): Promise<{ channel_id: string; state: 'open' }>
  deactivateChannel(tenantId: string, channelId: string): Promise<{ channel_id: string; is_active: boolean }>
  /** Refuses everybody but members, and a clinic without an official number. */
  templateSyncTarget(tenantId: string): Promise<TemplateSyncTarget>
  /** Rows of `message_templates`, approved ones first. */
  listMessageTemplates(tenantId: string): Promise<JsonObject[]>
}

function createMessagingUser(call: Call): MessagingUser {
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
    showTyping: (tenantId, threadKey) =>
      call((sql) => sql`select app.show_typing(${tenantId}, ${threadKey}) as value`),
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
    configureMetaChannel: ({ tenantId, kind, account, credentials }) =>
      call(
        (
          sql,
        ) => sql`select app.configure_meta_channel(${tenantId}, ${kind}, ${JSON.stringify(account)}::text::jsonb,
          ${JSON.stringify(credentials)}::text::jsonb) as value`,
      ),
    deactivateChannel: (tenantId, channelId) =>
      call((sql) => sql`select app.deactivate_channel(${tenantId}, ${channelId}) as value`),
    templateSyncTarget: (tenantId) =>
      call((sql) => sql`select app.template_sync_target(${tenantId}) as value`),
    listMessageTemplates: (tenantId) =>
      call(
        (
          sql,
        ) => sql`select coalesce(jsonb_agg(to_jsonb(t) - 'ordinality' order by t.ordinality), '[]') as value
          from public.list_message_templates(${tenantId}) with ordinality as t`,
      ),
  }
}
