-- Generated from supabase/migrations by `npm run generate`. Do not edit; nothing runs it.

create schema app;

create schema app_private;

create schema public;

create table app.asaas_events (
  id text not null,
  event_type text not null,
  payment_id text,
  tenant_id uuid,
  purchase_id uuid,
  outcome text not null default 'ignored'::text,
  reason text,
  raw jsonb not null,
  received_at timestamp with time zone not null default now(),
  reviewed_at timestamp with time zone,
  reviewed_by uuid,
  constraint asaas_events_pkey PRIMARY KEY (id),
  constraint outcome_is_known CHECK ((outcome = ANY (ARRAY['applied'::text, 'ignored'::text, 'review'::text]))),
  constraint asaas_events_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES public.profiles(id) ON DELETE SET NULL,
  constraint asaas_events_tenant_id_purchase_id_fkey FOREIGN KEY (tenant_id, purchase_id) REFERENCES public.whatsapp_credit_purchases(tenant_id, id) ON DELETE SET NULL
);
alter table app.asaas_events enable row level security;

CREATE INDEX asaas_events_purchase ON app.asaas_events USING btree (tenant_id, purchase_id);

CREATE INDEX asaas_events_reviewed_by ON app.asaas_events USING btree (reviewed_by) WHERE (reviewed_by IS NOT NULL);

CREATE INDEX asaas_events_to_review ON app.asaas_events USING btree (received_at DESC) WHERE (outcome = 'review'::text);

create policy select_nobody on app.asaas_events for select to authenticated
  using (false);

comment on table app.asaas_events is 'Every authentic event of the payment provider, once for its id, known or not. review: money moved and a person must look.';

create table app.asaas_webhook (
  only_row boolean not null default true,
  is_interrupted boolean not null default false,
  detail text,
  checked_at timestamp with time zone,
  constraint asaas_webhook_pkey PRIMARY KEY (only_row),
  constraint webhook_has_one_row CHECK (only_row)
);
alter table app.asaas_webhook enable row level security;

create policy select_nobody on app.asaas_webhook for select to authenticated
  using (false);

comment on table app.asaas_webhook is 'One row. Asaas interrupts its queue after fifteen failures and deletes what waits in it after fourteen days.';

create table app.book_checks (
  id bigint generated always as identity not null,
  checked_at timestamp with time zone not null default now(),
  faults jsonb not null,
  constraint book_checks_pkey PRIMARY KEY (id),
  constraint faults_is_a_list CHECK ((jsonb_typeof(faults) = 'array'::text))
);
alter table app.book_checks enable row level security;

CREATE INDEX book_checks_newest ON app.book_checks USING btree (checked_at DESC);

create policy select_nobody on app.book_checks for select to authenticated
  using (false);

comment on table app.book_checks is 'One row a check: [{tenant_id, addon_type, fault balance|chain|hold}], empty when the books are in order; addon_type is null for WhatsApp credits. Kept a year.';

create table app.channel_routes (
  kind text not null,
  identity text not null,
  tenant_id uuid not null,
  channel_id uuid not null,
  claimed_at timestamp with time zone not null default now(),
  constraint channel_routes_pkey PRIMARY KEY (kind, identity),
  constraint kind_is_known CHECK ((kind = ANY (ARRAY['instance'::text, 'number'::text]))),
  constraint channel_routes_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES public.notification_channels(tenant_id, id) ON DELETE CASCADE
);
alter table app.channel_routes enable row level security;

CREATE INDEX channel_routes_channel ON app.channel_routes USING btree (tenant_id, channel_id);

create policy select_nobody on app.channel_routes for select to authenticated
  using (false);

comment on table app.channel_routes is 'Which channel an Evolution instance (its id at the server) and the phone paired with it (E.164) belong to; one clinic at a time.';

grant delete, insert, select, update on app.channel_routes to service_role;

create table app.conversation_events (
  tenant_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  thread_id uuid not null,
  kind text not null,
  actor_id uuid,
  assignee_id uuid,
  name text,
  occurred_at timestamp with time zone not null default clock_timestamp(),
  created_at timestamp with time zone not null default now(),
  constraint conversation_events_pkey PRIMARY KEY (tenant_id, id),
  constraint event_kind_is_known CHECK ((kind = ANY (ARRAY['assigned'::text, 'unassigned'::text, 'finished'::text, 'reopened'::text, 'opted_out'::text, 'opted_in'::text, 'renamed'::text]))),
  constraint event_name_fits CHECK ((char_length(name) <= 200)),
  constraint conversation_events_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES public.profiles(id) ON DELETE SET NULL,
  constraint conversation_events_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES public.profiles(id) ON DELETE SET NULL,
  constraint conversation_events_tenant_id_thread_id_fkey FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE
);
alter table app.conversation_events enable row level security;

CREATE INDEX conversation_events_actor ON app.conversation_events USING btree (actor_id);

CREATE INDEX conversation_events_assignee ON app.conversation_events USING btree (assignee_id);

CREATE INDEX conversation_events_timeline ON app.conversation_events USING btree (tenant_id, thread_id, occurred_at DESC, id DESC);

create policy select_nobody on app.conversation_events for select to authenticated
  using (false);

comment on table app.conversation_events is 'Assigned, finished, reopened, opted out or in, renamed: by whom and when. A merge moves them with the messages.';

comment on column app.conversation_events.actor_id is 'Who did it; NULL when the person of the conversation or a rule did.';

comment on column app.conversation_events.occurred_at is 'Its place between the messages: an event that a message brought about stands at that message.';

grant delete, insert, select, update on app.conversation_events to service_role;

create table app.conversation_search (
  tenant_id uuid not null,
  thread_id uuid not null,
  words text not null,
  constraint conversation_search_pkey PRIMARY KEY (tenant_id, thread_id),
  constraint conversation_search_tenant_id_thread_id_fkey FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE
);
alter table app.conversation_search enable row level security;

CREATE INDEX conversation_search_words ON app.conversation_search USING gin (tenant_id, words extensions.gin_trgm_ops) WITH (fastupdate=off);

create policy select_nobody on app.conversation_search for select to authenticated
  using (false);

comment on table app.conversation_search is 'What app.find_conversations looks in: the words of the name, each after a space, and the phone with and without its ninth digit.';

create table app.credit_holds (
  tenant_id uuid not null,
  id uuid not null,
  credits integer not null,
  settled_credits integer,
  created_at timestamp with time zone not null default now(),
  released_at timestamp with time zone,
  constraint credit_holds_pkey PRIMARY KEY (tenant_id, id),
  constraint holds_something CHECK ((credits > 0)),
  constraint settles_at_most_what_it_holds CHECK (((settled_credits >= 0) AND (settled_credits <= credits))),
  constraint credit_holds_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.whatsapp_credits_balance(tenant_id) ON DELETE CASCADE
);
alter table app.credit_holds enable row level security;

create policy select_nobody on app.credit_holds for select to authenticated
  using (false);

CREATE TRIGGER credit_holds_delete_settlements AFTER DELETE ON app.credit_holds FOR EACH ROW EXECUTE FUNCTION app.tg_credit_holds__delete_settlements();

comment on table app.credit_holds is 'Held credits have left the balance (ledger: usage hold:<id>). credits = settled + still held, and after the release credits = settled_credits + what went back (ledger: refund hold:<id> and hold:<id>:<position>).';

create table app.credit_package_changes (
  id bigint generated always as identity not null,
  package_id uuid not null,
  changed_by uuid,
  changed_at timestamp with time zone not null default now(),
  before jsonb,
  after jsonb,
  note text,
  constraint credit_package_changes_pkey PRIMARY KEY (id),
  constraint something_was_or_is CHECK (((before IS NOT NULL) OR (after IS NOT NULL)))
);
alter table app.credit_package_changes enable row level security;

create policy select_nobody on app.credit_package_changes for select to authenticated
  using (false);

comment on table app.credit_package_changes is 'A few rows a year, so no index. One row for every package that was created (before is NULL), changed or deleted (after is NULL), whoever did it; never changed. Its place in the shop is not noted.';

comment on column app.credit_package_changes.changed_by is 'NULL: no person, but an operator of the database. Not a foreign key: the trace outlives the account.';

comment on column app.credit_package_changes.package_id is 'Not a foreign key: the trace outlives the package.';

create table app.credit_settlements (
  tenant_id uuid not null,
  hold_id uuid not null,
  "position" integer not null,
  conversation_message_id uuid,
  settled_at timestamp with time zone not null default now(),
  refunded_at timestamp with time zone,
  constraint credit_settlements_pkey PRIMARY KEY (tenant_id, hold_id, "position")
);
alter table app.credit_settlements enable row level security;

create policy select_nobody on app.credit_settlements for select to authenticated
  using (false);

comment on table app.credit_settlements is 'The n-th message of a campaign took the n-th credit of its hold: the key alone makes it happen once and never more often than credits are held. No foreign key on purpose: its check would lock the row of the hold, which every message of the campaign would then write.';

create table app.early_actions (
  tenant_id uuid not null,
  channel_id uuid not null,
  provider_message_id text not null,
  action jsonb not null,
  id bigint generated always as identity not null,
  created_at timestamp with time zone not null default now(),
  constraint early_actions_pkey PRIMARY KEY (id),
  constraint early_actions_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES public.notification_channels(tenant_id, id) ON DELETE CASCADE
);
alter table app.early_actions enable row level security;

CREATE INDEX early_actions_age ON app.early_actions USING btree (created_at);

CREATE INDEX early_actions_target ON app.early_actions USING btree (tenant_id, channel_id, provider_message_id);

create policy select_nobody on app.early_actions for select to authenticated
  using (false);

create table app.jobs (
  id bigint generated always as identity not null,
  tenant_id uuid not null,
  kind text not null,
  payload jsonb not null,
  dedupe_key text,
  run_at timestamp with time zone not null default now(),
  attempts integer not null default 0,
  max_attempts integer not null default 12,
  lease_token uuid,
  leased_until timestamp with time zone,
  last_error text,
  finished_at timestamp with time zone,
  dead_at timestamp with time zone,
  line_no bigint not null default nextval('app.line_numbers'::regclass),
  tried_since timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint jobs_pkey PRIMARY KEY (id),
  constraint finished_or_dead CHECK (((finished_at IS NULL) OR (dead_at IS NULL))),
  constraint kind_is_known CHECK ((kind = ANY (ARRAY['send_message'::text, 'opt_out_ack'::text, 'opt_in_ack'::text]))),
  constraint jobs_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE
) with (fillfactor=80);
alter table app.jobs enable row level security;

CREATE INDEX jobs_dead ON app.jobs USING btree (tenant_id, dead_at DESC) WHERE (dead_at IS NOT NULL);

CREATE UNIQUE INDEX jobs_dedupe ON app.jobs USING btree (dedupe_key) WHERE ((dedupe_key IS NOT NULL) AND (finished_at IS NULL));

CREATE INDEX jobs_due ON app.jobs USING btree (run_at) WHERE ((finished_at IS NULL) AND (dead_at IS NULL));

CREATE INDEX jobs_tenant ON app.jobs USING btree (tenant_id, finished_at);

create policy select_nobody on app.jobs for select to authenticated
  using (false);

comment on table app.jobs is 'Work to be done at least once. Claimed with a lease, retried with exponential back-off and jitter, dead after max_attempts, replayable.';

comment on column app.jobs.line_no is 'Sends of one conversation are attempted in this order. Given while the conversation is locked.';

comment on column app.jobs.tried_since is 'First attempt of a send since it was asked for.';

create table app.known_names (
  tenant_id uuid not null,
  address text not null,
  name text not null,
  name_source text not null,
  constraint known_names_pkey PRIMARY KEY (tenant_id, address),
  constraint known_names_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE
);
alter table app.known_names enable row level security;

create policy select_nobody on app.known_names for select to authenticated
  using (false);

comment on table app.known_names is 'The best name that a provider gave for an address, as conversation_addresses writes it. What people call themselves is not kept here: it comes with their messages.';

create table app.opt_words (
  word text not null,
  effect text not null,
  constraint opt_words_pkey PRIMARY KEY (word),
  constraint effect_is_known CHECK ((effect = ANY (ARRAY['opt_out'::text, 'opt_in'::text]))),
  constraint word_is_normalized CHECK ((word = app.normalize_text(word)))
);
alter table app.opt_words enable row level security;

create policy select_nobody on app.opt_words for select to authenticated
  using (false);

create table app.saas_admins (
  user_id uuid not null,
  created_at timestamp with time zone not null default now(),
  constraint saas_admins_pkey PRIMARY KEY (user_id),
  constraint saas_admins_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.profiles(id) ON DELETE CASCADE
);
alter table app.saas_admins enable row level security;

create policy select_nobody on app.saas_admins for select to authenticated
  using (false);

comment on table app.saas_admins is 'People who run the service itself (/saas). Written by operators of the service only.';

create table app.scheduled_functions (
  name text not null,
  function_name text not null,
  schedule text not null,
  body jsonb not null default '{}'::jsonb,
  enabled boolean not null default true,
  created_at timestamp with time zone not null default now(),
  constraint scheduled_functions_pkey PRIMARY KEY (name)
);
alter table app.scheduled_functions enable row level security;

create policy select_nobody on app.scheduled_functions for select to authenticated
  using (false);

CREATE TRIGGER scheduled_functions_tell_clock AFTER INSERT OR UPDATE OF name, schedule ON app.scheduled_functions FOR EACH ROW EXECUTE FUNCTION app.tg_scheduled_functions__tell_clock();

comment on table app.scheduled_functions is 'Edge functions that run on a clock (cron expressions, UTC). pg_cron on a hosted project, the local scheduler otherwise.';

create table app.settings (
  only_row boolean not null default true,
  single_tenant boolean not null default false,
  constraint settings_pkey PRIMARY KEY (only_row),
  constraint settings_has_one_row CHECK (only_row)
);
alter table app.settings enable row level security;

create policy select_nobody on app.settings for select to authenticated
  using (false);

comment on table app.settings is 'One row. single_tenant: sign-up creates no clinic and the interface hides every clinic picker.';

create table app.unofficial_whatsapp_acceptances (
  tenant_id uuid not null,
  accepted_by uuid,
  accepted_at timestamp with time zone not null default now(),
  words text not null default 'Conexão não oficial. O WhatsApp pode bloquear este número a qualquer momento, mesmo com pouco uso, e o Zelo não consegue desbloquear. Não use o único número da clínica.'::text,
  constraint unofficial_whatsapp_acceptances_pkey PRIMARY KEY (tenant_id),
  constraint unofficial_whatsapp_acceptances_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES public.profiles(id) ON DELETE SET NULL,
  constraint unofficial_whatsapp_acceptances_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE
);
alter table app.unofficial_whatsapp_acceptances enable row level security;

CREATE INDEX unofficial_whatsapp_acceptances_accepted_by ON app.unofficial_whatsapp_acceptances USING btree (accepted_by);

create policy select_nobody on app.unofficial_whatsapp_acceptances for select to authenticated
  using (false);

comment on table app.unofficial_whatsapp_acceptances is 'A clinic that connects its own phone by QR code was told that WhatsApp may block the number. The words are those of the screen.';

grant delete, insert, select, update on app.unofficial_whatsapp_acceptances to service_role;

create table app.webhook_events (
  tenant_id uuid not null,
  channel_id uuid not null,
  event_key text not null,
  provider text not null,
  event_type text not null,
  outcome text not null,
  reason text,
  raw jsonb not null,
  received_at timestamp with time zone not null default now(),
  reviewed_at timestamp with time zone,
  constraint webhook_events_pkey PRIMARY KEY (tenant_id, channel_id, event_key),
  constraint outcome_is_known CHECK ((outcome = ANY (ARRAY['applied'::text, 'ignored'::text, 'unparsed'::text]))),
  constraint webhook_events_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES public.notification_channels(tenant_id, id) ON DELETE CASCADE
);
alter table app.webhook_events enable row level security;

CREATE INDEX webhook_events_unparsed ON app.webhook_events USING btree (tenant_id, received_at DESC) WHERE ((outcome = 'unparsed'::text) AND (reviewed_at IS NULL));

create policy select_nobody on app.webhook_events for select to authenticated
  using (false);

comment on table app.webhook_events is 'Every authentic webhook as received (secrets redacted), once per provider event (event_key).';

comment on column app.webhook_events.reviewed_at is 'When an administrator had seen an event of which something was not understood; NULL: it is still listed.';

create table app_private.channel_credentials (
  tenant_id uuid not null,
  channel_id uuid not null,
  credentials jsonb not null,
  updated_at timestamp with time zone not null default now(),
  constraint channel_credentials_pkey PRIMARY KEY (tenant_id, channel_id),
  constraint channel_credentials_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES public.notification_channels(tenant_id, id) ON DELETE CASCADE
);
alter table app_private.channel_credentials enable row level security;

create policy select_nobody on app_private.channel_credentials for select to authenticated
  using (false);

comment on table app_private.channel_credentials is 'AES-GCM ciphertext {v, kid, iv, ct} made by the edge functions; the key is in their environment only.';

create table public.addon_credits (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  owner_id uuid,
  addon_type text not null,
  balance integer not null default 0,
  total_purchased integer not null default 0,
  total_consumed integer not null default 0,
  low_balance_threshold integer default 10,
  low_balance_notified boolean default false,
  daily_limit integer,
  hourly_limit integer,
  daily_used integer default 0,
  hourly_used integer default 0,
  daily_reset_at timestamp with time zone,
  hourly_reset_at timestamp with time zone,
  from_number_override text,
  expires_at timestamp with time zone,
  is_active boolean default true,
  created_at timestamp with time zone default now(),
  updated_at timestamp with time zone default now(),
  constraint addon_credits_pkey PRIMARY KEY (tenant_id, id),
  constraint addon_credits_balance_nonneg_chk CHECK ((balance >= 0)),
  constraint addon_credits_consumed_nonneg_chk CHECK ((total_consumed >= 0)),
  constraint addon_credits_purchased_nonneg_chk CHECK ((total_purchased >= 0)),
  constraint limits_are_not_negative CHECK (((daily_limit >= 0) AND (hourly_limit >= 0))),
  constraint addon_credits_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE,
  constraint addon_credits_tenant_id_owner_id_fkey FOREIGN KEY (tenant_id, owner_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE SET NULL (owner_id),
  constraint addon_balance_is_one_a_type UNIQUE (tenant_id, addon_type)
);
alter table public.addon_credits enable row level security;

CREATE INDEX addon_credits_owner ON public.addon_credits USING btree (tenant_id, owner_id) WHERE (owner_id IS NOT NULL);

create policy select_members_and_saas_admins on public.addon_credits for select to authenticated
  using (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) OR ( SELECT app.is_saas_admin() AS is_saas_admin)));

CREATE TRIGGER addon_credits_touch BEFORE UPDATE ON public.addon_credits FOR EACH ROW EXECUTE FUNCTION app.tg_any__touch_updated_at();

comment on column public.addon_credits.daily_reset_at is 'The next midnight of the clinic''s clock: from then on nothing of the day is used.';

comment on column public.addon_credits.hourly_reset_at is 'The next full hour of the clinic''s clock.';

grant select on public.addon_credits to authenticated;

grant select on public.addon_credits to service_role;

create table public.addon_products (
  id uuid not null default gen_random_uuid(),
  slug text not null,
  name text not null,
  description text,
  addon_type text not null,
  icon text default 'pi pi-box'::text,
  credits_amount integer default 0,
  price_cents integer not null default 0,
  currency text default 'BRL'::text,
  is_active boolean default true,
  is_visible boolean default true,
  sort_order integer default 0,
  metadata jsonb default '{}'::jsonb,
  created_at timestamp with time zone default now(),
  updated_at timestamp with time zone default now(),
  deleted_at timestamp with time zone,
  constraint addon_products_pkey PRIMARY KEY (id),
  constraint addon_type_is_a_word CHECK ((addon_type ~ '^[a-z][a-z0-9_]{1,39}$'::text)),
  constraint name_is_one_plain_line CHECK ((name = app.normalize_name(name))),
  constraint price_is_not_negative CHECK (((price_cents >= 0) AND (credits_amount >= 0))),
  constraint slug_is_url_safe CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint addon_products_slug_is_unique UNIQUE (slug)
);
alter table public.addon_products enable row level security;

create policy select_offered_or_saas_admins on public.addon_products for select to authenticated
  using (((is_active AND is_visible AND (deleted_at IS NULL)) OR ( SELECT app.is_saas_admin() AS is_saas_admin)));

CREATE TRIGGER addon_products_touch BEFORE UPDATE ON public.addon_products FOR EACH ROW EXECUTE FUNCTION app.tg_any__touch_updated_at();

comment on table public.addon_products is 'What the service offers beside WhatsApp credits. Written by SaaS administrators; a deleted one stays for the statements that name it.';

grant select on public.addon_products to authenticated;

grant select on public.addon_products to service_role;

create table public.addon_transactions (
  tenant_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  owner_id uuid,
  addon_type text not null,
  type text not null,
  amount integer not null,
  balance_before integer not null default 0,
  balance_after integer not null default 0,
  reference text not null,
  product_id uuid,
  queue_id uuid,
  description text,
  admin_user_id uuid,
  payment_method text,
  payment_reference text,
  price_cents integer,
  currency text default 'BRL'::text,
  created_at timestamp with time zone default now(),
  metadata jsonb default '{}'::jsonb,
  "position" bigint generated always as identity not null,
  day_ends_at timestamp with time zone,
  hour_ends_at timestamp with time zone,
  constraint addon_transactions_pkey PRIMARY KEY (tenant_id, id),
  constraint balance_follows CHECK ((balance_after = (balance_before + amount))),
  constraint type_is_known CHECK ((type = ANY (ARRAY['purchase'::text, 'usage'::text, 'topup_manual'::text, 'refund'::text, 'adjustment'::text]))),
  constraint addon_transactions_admin_user_id_fkey FOREIGN KEY (admin_user_id) REFERENCES public.profiles(id) ON DELETE SET NULL,
  constraint addon_transactions_product_id_fkey FOREIGN KEY (product_id) REFERENCES public.addon_products(id) ON DELETE SET NULL,
  constraint addon_transactions_tenant_id_addon_type_fkey FOREIGN KEY (tenant_id, addon_type) REFERENCES public.addon_credits(tenant_id, addon_type) ON DELETE CASCADE,
  constraint addon_movement_happens_once UNIQUE (type, reference)
);
alter table public.addon_transactions enable row level security;

CREATE INDEX addon_transactions_admin ON public.addon_transactions USING btree (admin_user_id) WHERE (admin_user_id IS NOT NULL);

CREATE INDEX addon_transactions_newest ON public.addon_transactions USING btree (id);

CREATE INDEX addon_transactions_product ON public.addon_transactions USING btree (product_id) WHERE (product_id IS NOT NULL);

CREATE INDEX addon_transactions_type ON public.addon_transactions USING btree (tenant_id, addon_type, id);

create policy select_managers_and_saas_admins on public.addon_transactions for select to authenticated
  using (((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text]) AS my_tenant_ids_as)) OR ( SELECT app.is_saas_admin() AS is_saas_admin)));

comment on table public.addon_transactions is 'The ledger of the add-ons, never changed. type and reference as kind and reference of whatsapp_credits_transactions.';

comment on column public.addon_transactions.day_ends_at is 'Of a usage: the day that it counted in, by the daily_reset_at of then.';

comment on column public.addon_transactions.hour_ends_at is 'Of a usage: the hour that it counted in.';

comment on column public.addon_transactions."position" is 'The order in which the rows were written, whatever the server''s clock said.';

grant select on public.addon_transactions to authenticated;

grant select on public.addon_transactions to service_role;

create table public.conversation_addresses (
  tenant_id uuid not null,
  channel text not null,
  address text not null,
  thread_id uuid not null,
  created_at timestamp with time zone not null default now(),
  constraint conversation_addresses_pkey PRIMARY KEY (tenant_id, channel, address),
  constraint conversation_addresses_tenant_id_thread_id_fkey FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE
);
alter table public.conversation_addresses enable row level security;

CREATE INDEX conversation_addresses_thread ON public.conversation_addresses USING btree (tenant_id, thread_id);

create policy select_members on public.conversation_addresses for select to authenticated
  using ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

comment on table public.conversation_addresses is 'Every address of a person on a channel: +E.164, lid:<digits> user:<id of a hidden phone> or group:<jid>. Makes one conversation per person.';

grant select on public.conversation_addresses to authenticated;

grant delete, insert, select, update on public.conversation_addresses to service_role;

create table public.conversation_messages (
  tenant_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  thread_id uuid not null,
  channel_id uuid not null,
  provider text not null,
  provider_message_id text,
  client_id uuid,
  direction text not null,
  origin text not null,
  kind text not null,
  body text,
  content jsonb not null default '{}'::jsonb,
  media jsonb,
  reactions jsonb not null default '[]'::jsonb,
  reacted_at jsonb not null default '{}'::jsonb,
  reply_to_id uuid,
  reply_to_provider_id text,
  author_name text,
  opt_effect text,
  sent_by uuid,
  status text not null,
  error_code text,
  error_detail text,
  occurred_at timestamp with time zone not null,
  next_attempt_at timestamp with time zone,
  delivered_at timestamp with time zone,
  read_at timestamp with time zone,
  edited_at timestamp with time zone,
  deleted_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint conversation_messages_pkey PRIMARY KEY (tenant_id, id),
  constraint body_fits CHECK ((char_length(body) <= 65536)),
  constraint origin_is_known CHECK ((origin = ANY (ARRAY['contact'::text, 'app'::text, 'phone'::text, 'automation'::text]))),
  constraint status_fits_direction CHECK ((((direction = 'inbound'::text) AND (status = 'received'::text)) OR ((direction = 'outbound'::text) AND (status = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'read'::text, 'failed'::text]))))),
  constraint conversation_messages_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES public.notification_channels(tenant_id, id) ON DELETE CASCADE,
  constraint conversation_messages_tenant_id_thread_id_fkey FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE,
  constraint provider_message_is_stored_once UNIQUE (tenant_id, channel_id, provider_message_id)
);
alter table public.conversation_messages enable row level security;

CREATE UNIQUE INDEX conversation_messages_client ON public.conversation_messages USING btree (tenant_id, client_id) WHERE (client_id IS NOT NULL);

CREATE INDEX conversation_messages_failed ON public.conversation_messages USING btree (tenant_id, occurred_at DESC) WHERE (status = 'failed'::text);

CREATE INDEX conversation_messages_in_line ON public.conversation_messages USING btree (tenant_id, thread_id) WHERE (status = ANY (ARRAY['queued'::text, 'sending'::text]));

CREATE INDEX conversation_messages_timeline ON public.conversation_messages USING btree (tenant_id, thread_id, occurred_at DESC, id DESC);

create policy select_members on public.conversation_messages for select to authenticated
  using ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE CONSTRAINT TRIGGER conversation_messages_settle_credit AFTER UPDATE OF status ON public.conversation_messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.provider = 'twilio'::text) AND (old.status <> new.status) AND (('failed'::text = old.status) OR ('failed'::text = new.status)))) EXECUTE FUNCTION app.tg_conversation_messages__settle_credit();

CREATE TRIGGER conversation_messages_wake_line AFTER UPDATE OF status ON public.conversation_messages FOR EACH ROW WHEN (((old.status = ANY (ARRAY['queued'::text, 'sending'::text])) AND (new.status <> ALL (ARRAY['queued'::text, 'sending'::text])))) EXECUTE FUNCTION app.tg_conversation_messages__wake_line();

comment on table public.conversation_messages is 'Every message, both directions. kind, content and media are described in docs/glossary.md.';

comment on column public.conversation_messages.next_attempt_at is 'While it is queued or sending: when it is tried, or looked for, again. A queued one without it waits for an earlier one of its conversation.';

comment on column public.conversation_messages.opt_effect is 'opt_out or opt_in when the person asked for it (app.opt_effect_of, D4), whatever the message was edited into later.';

comment on column public.conversation_messages.reacted_at is 'Moment of the latest reaction of each person ({contact, us}, in groups the author''s address; votes in a poll with "vote:" before it), taken back or not: an older one that arrives late loses.';

comment on column public.conversation_messages.status is 'Outbound ladder queued < sending < sent < delivered < read; failed only before delivered. Inbound: received.';

grant select on public.conversation_messages to authenticated;

grant delete, insert, select, update on public.conversation_messages to service_role;

create table public.conversation_optouts (
  tenant_id uuid not null,
  thread_id uuid not null,
  keyword text,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  constraint conversation_optouts_pkey PRIMARY KEY (tenant_id, thread_id),
  constraint conversation_optouts_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.profiles(id) ON DELETE SET NULL,
  constraint conversation_optouts_tenant_id_thread_id_fkey FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE
);
alter table public.conversation_optouts enable row level security;

CREATE INDEX conversation_optouts_created_by ON public.conversation_optouts USING btree (created_by);

create policy select_members on public.conversation_optouts for select to authenticated
  using ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

comment on table public.conversation_optouts is 'People who asked not to be written to (LGPD art. 18 §2). conversation_threads.opted_out mirrors it for lists.';

grant select on public.conversation_optouts to authenticated;

grant delete, insert, select, update on public.conversation_optouts to service_role;

create table public.conversation_threads (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  thread_key text not null,
  channel text not null default 'whatsapp'::text,
  contact_name text,
  name_source text,
  phone text,
  reply_address text,
  status text not null default 'open'::text,
  unread_count integer not null default 0,
  waiting_since timestamp with time zone,
  last_message_id uuid,
  last_message_at timestamp with time zone not null default now(),
  last_message_preview text,
  last_message_kind text,
  last_message_direction text,
  last_message_status text,
  last_reaction jsonb,
  last_inbound_at timestamp with time zone,
  assigned_to uuid,
  assigned_at timestamp with time zone,
  tags text[] not null default '{}'::text[],
  opted_out boolean not null default false,
  is_group boolean not null default false,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint conversation_threads_pkey PRIMARY KEY (tenant_id, id),
  constraint status_is_known CHECK ((status = ANY (ARRAY['open'::text, 'finished'::text]))),
  constraint unread_count_is_not_negative CHECK ((unread_count >= 0)),
  constraint conversation_threads_tenant_id_assigned_to_fkey FOREIGN KEY (tenant_id, assigned_to) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE SET NULL (assigned_to),
  constraint conversation_threads_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE
) with (fillfactor=70);
alter table public.conversation_threads enable row level security;

CREATE INDEX conversation_threads_assignee ON public.conversation_threads USING btree (tenant_id, assigned_to, status, last_message_at DESC, id DESC) WHERE (assigned_to IS NOT NULL);

CREATE INDEX conversation_threads_attention ON public.conversation_threads USING btree (tenant_id, status, waiting_since, id) WHERE ((unread_count > 0) OR (waiting_since IS NOT NULL));

CREATE INDEX conversation_threads_inbox ON public.conversation_threads USING btree (tenant_id, status, last_message_at DESC, id DESC);

create policy select_members on public.conversation_threads for select to authenticated
  using ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE TRIGGER conversation_threads_index_words AFTER UPDATE OF contact_name, phone ON public.conversation_threads FOR EACH ROW WHEN (((old.contact_name IS DISTINCT FROM new.contact_name) OR (old.phone IS DISTINCT FROM new.phone))) EXECUTE FUNCTION app.tg_conversation_threads__index_words();

CREATE TRIGGER conversation_threads_index_words_of_new AFTER INSERT ON public.conversation_threads FOR EACH ROW EXECUTE FUNCTION app.tg_conversation_threads__index_words();

CREATE TRIGGER conversation_threads_note_status AFTER UPDATE OF status ON public.conversation_threads FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION app.tg_conversation_threads__note_status();

comment on table public.conversation_threads is 'One row a conversation: everything that a list shows, so that a page is one index range. Every message updates it, so it has few indexes: a key is found through conversation_addresses, whose primary key also keeps keys unique.';

comment on column public.conversation_threads.last_reaction is '{emoji, by, at, message_id, kind, preview} of the latest reaction that was not taken back: lists show it while it is newer than the last message.';

comment on column public.conversation_threads.name_source is 'Where contact_name is from: person (typed here), address_book, group, business or profile; app.name_rank says which goes before which.';

comment on column public.conversation_threads.reply_address is 'Exact provider address of the person (JID or whatsapp:+…); WhatsApp may know a Brazilian mobile without its ninth digit.';

comment on column public.conversation_threads.updated_at is 'Moment of the change itself, not of its transaction: of two snapshots of a row the newer one has the later.';

comment on column public.conversation_threads.waiting_since is 'Moment of the person''s first message that nobody of the clinic has answered; NULL when nobody waits. Kept with every message; app.waiting_since tells it from the messages.';

grant select on public.conversation_threads to authenticated;

grant delete, insert, select, update on public.conversation_threads to service_role;

create table public.evolution_instances (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  external_id text not null,
  server_url text not null,
  webhook_url text not null,
  api_key_hash text,
  previous_api_key_hash text,
  previous_key_valid_until timestamp with time zone,
  secret_hash text not null,
  qr_code text,
  pairing_code text,
  qr_updated_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint evolution_instances_pkey PRIMARY KEY (tenant_id, id),
  constraint hashes_are_sha256_hex CHECK (((api_key_hash ~ '^[0-9a-f]{64}$'::text) AND (previous_api_key_hash ~ '^[0-9a-f]{64}$'::text) AND (secret_hash ~ '^[0-9a-f]{64}$'::text))),
  constraint evolution_instances_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES public.notification_channels(tenant_id, id) ON DELETE CASCADE,
  constraint one_instance_per_channel UNIQUE (tenant_id, channel_id)
);
alter table public.evolution_instances enable row level security;

CREATE INDEX evolution_instances_external_id ON public.evolution_instances USING btree (external_id);

create policy select_admins on public.evolution_instances for select to authenticated
  using ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE TRIGGER evolution_instances_touch BEFORE UPDATE ON public.evolution_instances FOR EACH ROW EXECUTE FUNCTION app.tg_any__touch_updated_at();

comment on column public.evolution_instances.api_key_hash is 'SHA-256 (hex) of the instance''s apikey. The previous one stays valid until previous_key_valid_until.';

comment on column public.evolution_instances.secret_hash is 'SHA-256 (hex) of the header secret that provisioning gave to the webhook.';

grant delete, insert, select, update on public.evolution_instances to service_role;

grant select (tenant_id, id, channel_id, external_id, server_url, webhook_url, qr_code, pairing_code, qr_updated_at, created_at, updated_at) on public.evolution_instances to authenticated;

create table public.message_templates (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  external_id text not null,
  name text not null,
  language text not null,
  category text,
  body text not null,
  variables jsonb not null default '[]'::jsonb,
  extras jsonb not null default '[]'::jsonb,
  status text not null,
  rejection_reason text,
  synced_at timestamp with time zone not null default now(),
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint message_templates_pkey PRIMARY KEY (tenant_id, id),
  constraint external_id_is_hx CHECK ((external_id ~ '^HX[0-9a-zA-Z]{30,32}$'::text)),
  constraint extras_are_a_list CHECK ((jsonb_typeof(extras) = 'array'::text)),
  constraint name_is_one_plain_line CHECK ((name = app.normalize_name(name))),
  constraint template_status_is_known CHECK ((status = ANY (ARRAY['approved'::text, 'pending'::text, 'rejected'::text, 'paused'::text, 'disabled'::text, 'unsubmitted'::text]))),
  constraint variables_are_a_list CHECK ((jsonb_typeof(variables) = 'array'::text)),
  constraint message_templates_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES public.notification_channels(tenant_id, id) ON DELETE CASCADE,
  constraint template_is_stored_once UNIQUE (tenant_id, channel_id, external_id)
);
alter table public.message_templates enable row level security;

create policy select_members on public.message_templates for select to authenticated
  using ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

comment on table public.message_templates is 'Message templates of a channel as the provider listed them last; kept up by app.replace_message_templates.';

comment on column public.message_templates.extras is 'What the patient reads around the text, for the preview: [{kind: title|footer|button|detail, text}]; a detail is another text with variables, such as the address behind a button.';

comment on column public.message_templates.updated_at is 'When the template itself changed; synced_at is when it was last seen.';

comment on column public.message_templates.variables is 'What has to be filled in, in order of appearance: [{key, example}].';

grant select on public.message_templates to authenticated;

grant delete, insert, select, update on public.message_templates to service_role;

create table public.notification_channels (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  provider text not null,
  is_active boolean not null default false,
  connection_state text not null default 'unknown'::text,
  display_name text,
  phone text,
  connected_at timestamp with time zone,
  last_event_at timestamp with time zone,
  last_error text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint notification_channels_pkey PRIMARY KEY (tenant_id, id),
  constraint connection_state_is_known CHECK ((connection_state = ANY (ARRAY['open'::text, 'connecting'::text, 'close'::text, 'unknown'::text]))),
  constraint display_name_is_one_plain_line CHECK ((display_name = app.normalize_name(display_name))),
  constraint provider_is_known CHECK ((provider = ANY (ARRAY['evolution'::text, 'twilio'::text]))),
  constraint notification_channels_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE,
  constraint channel_id_is_unique UNIQUE (id),
  constraint one_channel_per_provider UNIQUE (tenant_id, provider)
);
alter table public.notification_channels enable row level security;

CREATE UNIQUE INDEX notification_channels_one_active ON public.notification_channels USING btree (tenant_id) WHERE is_active;

create policy select_members on public.notification_channels for select to authenticated
  using ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE TRIGGER notification_channels_touch BEFORE UPDATE ON public.notification_channels FOR EACH ROW EXECUTE FUNCTION app.tg_any__touch_updated_at();

comment on table public.notification_channels is 'WhatsApp channels of a clinic; at most one is active (notification_channels_one_active).';

grant select on public.notification_channels to authenticated;

grant delete, insert, select, update on public.notification_channels to service_role;

create table public.profiles (
  id uuid not null,
  full_name text not null default ''::text,
  email text not null,
  locale text not null default 'pt-BR'::text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint profiles_pkey PRIMARY KEY (id),
  constraint full_name_is_one_plain_line CHECK ((full_name = app.normalize_name(full_name))),
  constraint full_name_is_short_text CHECK ((char_length(full_name) <= 120)),
  constraint locale_is_supported CHECK ((locale = ANY (ARRAY['pt-BR'::text, 'en'::text]))),
  constraint profiles_id_fkey FOREIGN KEY (id) REFERENCES auth.users(id) ON DELETE CASCADE
);
alter table public.profiles enable row level security;

create policy select_self_and_colleagues on public.profiles for select to authenticated
  using (((id = ( SELECT auth.uid() AS uid)) OR (id IN ( SELECT m.user_id
   FROM public.tenant_members m
  WHERE (m.tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids))))));

CREATE TRIGGER profiles_touch BEFORE UPDATE ON public.profiles FOR EACH ROW EXECUTE FUNCTION app.tg_any__touch_updated_at();

comment on table public.profiles is 'A person who signs in. One row per auth user.';

grant select on public.profiles to authenticated;

grant delete, insert, select, update on public.profiles to service_role;

create table public.tenant_invitations (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  email text not null,
  role text not null,
  token_hash bytea not null,
  expires_at timestamp with time zone not null default (now() + '7 days'::interval),
  accepted_at timestamp with time zone,
  accepted_by uuid,
  revoked_at timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  constraint tenant_invitations_pkey PRIMARY KEY (tenant_id, id),
  constraint email_is_one_address CHECK (app.is_email(email)),
  constraint role_is_known CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'therapist'::text, 'operator'::text]))),
  constraint tenant_invitations_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES public.profiles(id) ON DELETE SET NULL,
  constraint tenant_invitations_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.profiles(id) ON DELETE CASCADE,
  constraint tenant_invitations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE,
  constraint invitation_token_is_unique UNIQUE (token_hash)
);
alter table public.tenant_invitations enable row level security;

CREATE INDEX tenant_invitations_accepted_by ON public.tenant_invitations USING btree (accepted_by);

CREATE INDEX tenant_invitations_created_by ON public.tenant_invitations USING btree (created_by);

CREATE UNIQUE INDEX tenant_invitations_one_pending ON public.tenant_invitations USING btree (tenant_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

create policy select_admins on public.tenant_invitations for select to authenticated
  using ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

comment on column public.tenant_invitations.token_hash is 'SHA-256 of the token in the link; the token itself is shown once and never stored.';

grant delete, insert, select, update on public.tenant_invitations to service_role;

grant select (tenant_id, id, email, role, expires_at, accepted_at, accepted_by, revoked_at, created_by, created_at) on public.tenant_invitations to authenticated;

create table public.tenant_members (
  tenant_id uuid not null,
  user_id uuid not null,
  role text not null,
  status text not null default 'active'::text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint tenant_members_pkey PRIMARY KEY (tenant_id, user_id),
  constraint role_is_known CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'therapist'::text, 'operator'::text]))),
  constraint status_is_known CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text]))),
  constraint tenant_members_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE,
  constraint tenant_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.profiles(id) ON DELETE CASCADE
);
alter table public.tenant_members enable row level security;

CREATE INDEX tenant_members_user ON public.tenant_members USING btree (user_id, tenant_id) INCLUDE (role, status);

create policy select_members on public.tenant_members for select to authenticated
  using ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE TRIGGER tenant_members_broadcast AFTER DELETE OR UPDATE OF role, status ON public.tenant_members FOR EACH ROW EXECUTE FUNCTION app.tg_tenant_members__broadcast();

CREATE TRIGGER tenant_members_keep_owner AFTER DELETE OR UPDATE ON public.tenant_members FOR EACH ROW WHEN (((old.role = 'owner'::text) AND (old.status = 'active'::text))) EXECUTE FUNCTION app.tg_tenant_members__keep_owner();

CREATE TRIGGER tenant_members_revoke_invitations AFTER DELETE OR UPDATE OF role, status ON public.tenant_members FOR EACH ROW EXECUTE FUNCTION app.tg_tenant_members__revoke_invitations();

CREATE TRIGGER tenant_members_touch BEFORE UPDATE ON public.tenant_members FOR EACH ROW EXECUTE FUNCTION app.tg_any__touch_updated_at();

grant select on public.tenant_members to authenticated;

grant delete, insert, select, update on public.tenant_members to service_role;

create table public.tenants (
  id uuid not null default gen_random_uuid(),
  slug text not null,
  name text not null,
  cpf_cnpj text,
  time_zone text not null default 'America/Sao_Paulo'::text,
  logo_path text,
  ignore_groups boolean not null default true,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint tenants_pkey PRIMARY KEY (id),
  constraint cpf_cnpj_is_normalised CHECK ((cpf_cnpj ~ '^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$'::text)),
  constraint name_is_one_plain_line CHECK ((name = app.normalize_name(name))),
  constraint name_is_short_text CHECK (((char_length(name) >= 2) AND (char_length(name) <= 120))),
  constraint slug_is_url_safe CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint tenants_slug_is_unique UNIQUE (slug)
);
alter table public.tenants enable row level security;

create policy select_members on public.tenants for select to authenticated
  using ((id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE TRIGGER tenants_touch BEFORE UPDATE ON public.tenants FOR EACH ROW EXECUTE FUNCTION app.tg_any__touch_updated_at();

comment on table public.tenants is 'A clinic. Every other tenant table carries its id.';

comment on column public.tenants.cpf_cnpj is 'Without punctuation, check digits verified by app.is_valid_cpf_cnpj; a CNPJ may have capital letters.';

comment on column public.tenants.ignore_groups is 'WhatsApp groups and status broadcasts do not become conversations.';

grant delete, insert, select, update on public.tenants to service_role;

grant select (id, slug, name, time_zone, logo_path, ignore_groups, created_at, updated_at) on public.tenants to authenticated;

create table public.twilio_accounts (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  account_sid text not null,
  messaging_service_sid text,
  sender_phone text not null,
  verified_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  templates_synced_at timestamp with time zone,
  constraint twilio_accounts_pkey PRIMARY KEY (tenant_id, id),
  constraint account_sid_is_ac CHECK ((account_sid ~ '^AC[0-9a-zA-Z]{30,32}$'::text)),
  constraint sender_phone_is_e164 CHECK ((sender_phone ~ '^\+[0-9]{8,15}$'::text)),
  constraint twilio_accounts_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES public.notification_channels(tenant_id, id) ON DELETE CASCADE,
  constraint one_account_per_channel UNIQUE (tenant_id, channel_id)
);
alter table public.twilio_accounts enable row level security;

CREATE INDEX twilio_accounts_account_sid ON public.twilio_accounts USING btree (account_sid);

create policy select_admins on public.twilio_accounts for select to authenticated
  using ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE TRIGGER twilio_accounts_forget_templates BEFORE UPDATE ON public.twilio_accounts FOR EACH ROW WHEN ((old.account_sid IS DISTINCT FROM new.account_sid)) EXECUTE FUNCTION app.tg_twilio_accounts__forget_templates();

CREATE TRIGGER twilio_accounts_touch BEFORE UPDATE ON public.twilio_accounts FOR EACH ROW EXECUTE FUNCTION app.tg_any__touch_updated_at();

comment on column public.twilio_accounts.templates_synced_at is 'Last look at the account''s templates; NULL before the first.';

comment on column public.twilio_accounts.verified_at is 'When the account first signed a webhook to us with these credentials; until then the channel is connecting.';

grant select on public.twilio_accounts to authenticated;

grant delete, insert, select, update on public.twilio_accounts to service_role;

create table public.whatsapp_credit_packages (
  id uuid not null default gen_random_uuid(),
  name text not null,
  description text,
  credits integer not null,
  price_brl numeric(10,2) not null,
  is_active boolean not null default true,
  is_featured boolean not null default false,
  "position" integer not null default 100,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint whatsapp_credit_packages_pkey PRIMARY KEY (id),
  constraint name_is_one_plain_line CHECK ((name = app.normalize_name(name))),
  constraint whatsapp_credit_packages_credits_check CHECK ((credits > 0)),
  constraint whatsapp_credit_packages_name_check CHECK (((length(name) > 0) AND (length(name) <= 100))),
  constraint whatsapp_credit_packages_price_brl_check CHECK ((price_brl > (0)::numeric))
);
alter table public.whatsapp_credit_packages enable row level security;

create policy select_active_or_saas_admins on public.whatsapp_credit_packages for select to authenticated
  using ((is_active OR ( SELECT app.is_saas_admin() AS is_saas_admin)));

CREATE TRIGGER whatsapp_credit_packages_note_change AFTER INSERT OR DELETE OR UPDATE ON public.whatsapp_credit_packages FOR EACH ROW EXECUTE FUNCTION app.tg_whatsapp_credit_packages__note_change();

CREATE TRIGGER whatsapp_credit_packages_touch BEFORE UPDATE ON public.whatsapp_credit_packages FOR EACH ROW EXECUTE FUNCTION app.tg_any__touch_updated_at();

comment on table public.whatsapp_credit_packages is 'What the shop sells, to every clinic. Written by SaaS administrators.';

grant select on public.whatsapp_credit_packages to authenticated;

grant select on public.whatsapp_credit_packages to service_role;

create table public.whatsapp_credit_purchases (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  package_id uuid,
  package_name text not null,
  credits integer not null,
  amount_brl numeric(10,2) not null,
  status text not null default 'pending'::text,
  client_id uuid not null,
  cpf_cnpj text not null,
  asaas_customer_id text,
  asaas_payment_id text,
  asaas_payment_link text,
  asaas_pix_qrcode text,
  asaas_pix_copy_paste text,
  reversed_credits integer not null default 0,
  charging_until timestamp with time zone,
  next_check_at timestamp with time zone,
  paid_at timestamp with time zone,
  expires_at timestamp with time zone,
  failed_at timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint whatsapp_credit_purchases_pkey PRIMARY KEY (tenant_id, id),
  constraint takes_back_what_it_gave CHECK (((reversed_credits >= 0) AND (reversed_credits <= credits))),
  constraint whatsapp_credit_purchases_amount_brl_check CHECK ((amount_brl > (0)::numeric)),
  constraint whatsapp_credit_purchases_credits_check CHECK ((credits > 0)),
  constraint whatsapp_credit_purchases_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'paid'::text, 'failed'::text, 'expired'::text, 'refunded'::text, 'cancelled'::text]))),
  constraint whatsapp_credit_purchases_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.profiles(id) ON DELETE SET NULL,
  constraint whatsapp_credit_purchases_package_id_fkey FOREIGN KEY (package_id) REFERENCES public.whatsapp_credit_packages(id) ON DELETE SET NULL,
  constraint whatsapp_credit_purchases_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE,
  constraint payment_belongs_to_one_purchase UNIQUE (asaas_payment_id),
  constraint purchase_id_is_unique UNIQUE (id),
  constraint purchase_is_begun_once UNIQUE (tenant_id, client_id)
);
alter table public.whatsapp_credit_purchases enable row level security;

CREATE INDEX whatsapp_credit_purchases_created_by ON public.whatsapp_credit_purchases USING btree (created_by);

CREATE INDEX whatsapp_credit_purchases_package ON public.whatsapp_credit_purchases USING btree (package_id);

CREATE INDEX whatsapp_credit_purchases_recent ON public.whatsapp_credit_purchases USING btree (tenant_id, created_at DESC, id DESC);

CREATE INDEX whatsapp_credit_purchases_to_check ON public.whatsapp_credit_purchases USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);

create policy select_managers_and_saas_admins on public.whatsapp_credit_purchases for select to authenticated
  using (((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text]) AS my_tenant_ids_as)) OR ( SELECT app.is_saas_admin() AS is_saas_admin)));

CREATE TRIGGER whatsapp_credit_purchases_check_again BEFORE UPDATE OF status ON public.whatsapp_credit_purchases FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION app.tg_whatsapp_credit_purchases__check_again();

CREATE TRIGGER whatsapp_credit_purchases_touch BEFORE UPDATE ON public.whatsapp_credit_purchases FOR EACH ROW EXECUTE FUNCTION app.tg_any__touch_updated_at();

comment on table public.whatsapp_credit_purchases is 'A package that a clinic buys. Name, credits and price are those of the moment it was begun, whatever becomes of the package.';

comment on column public.whatsapp_credit_purchases.charging_until is 'Somebody is creating the charge at the provider until then: nobody else may, or the clinic gets two.';

comment on column public.whatsapp_credit_purchases.client_id is 'Id of the press on "buy": a repeated call finds the purchase.';

comment on column public.whatsapp_credit_purchases.cpf_cnpj is 'Whom the charge names.';

comment on column public.whatsapp_credit_purchases.next_check_at is 'When reconciliation asks the provider about it; NULL: never again.';

comment on column public.whatsapp_credit_purchases.reversed_credits is 'Credits taken back after a refund or chargeback of the payment.';

grant select on public.whatsapp_credit_purchases to authenticated;

grant select on public.whatsapp_credit_purchases to service_role;

create table public.whatsapp_credits_balance (
  tenant_id uuid not null,
  balance integer not null default 0,
  debt_credits integer not null default 0,
  lifetime_purchased integer not null default 0,
  lifetime_used integer not null default 0,
  low_balance_threshold integer not null default 20,
  low_balance_alerted_at timestamp with time zone,
  told_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint whatsapp_credits_balance_pkey PRIMARY KEY (tenant_id),
  constraint owes_only_when_empty CHECK (((debt_credits = 0) OR ((debt_credits > 0) AND (balance = 0)))),
  constraint whatsapp_credits_balance_balance_check CHECK ((balance >= 0)),
  constraint whatsapp_credits_balance_low_balance_threshold_check CHECK ((low_balance_threshold >= 0)),
  constraint whatsapp_credits_balance_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE
) with (fillfactor=20);
alter table public.whatsapp_credits_balance enable row level security;

create policy select_members_and_saas_admins on public.whatsapp_credits_balance for select to authenticated
  using (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) OR ( SELECT app.is_saas_admin() AS is_saas_admin)));

comment on table public.whatsapp_credits_balance is 'One row a clinic, made by its first movement; a hot one, so its page keeps room for its next versions. balance = sum of amount, debt_credits = sum of debt_change of its ledger, always.';

comment on column public.whatsapp_credits_balance.debt_credits is 'Credits that were spent and then taken back (refund, chargeback), or a message that turned out delivered after its refund. Whatever comes in pays them first.';

comment on column public.whatsapp_credits_balance.lifetime_used is 'Spent and not given back. What is held for a campaign counts until it is released.';

comment on column public.whatsapp_credits_balance.low_balance_alerted_at is 'Since when the balance has been at or under the threshold; NULL above it.';

comment on column public.whatsapp_credits_balance.told_at is 'When screens last heard of the balance. Charges within the second after it are not told, unless the balance is low.';

grant select on public.whatsapp_credits_balance to authenticated;

grant select on public.whatsapp_credits_balance to service_role;

create table public.whatsapp_credits_transactions (
  tenant_id uuid not null,
  id bigint generated always as identity not null,
  kind text not null,
  amount integer not null,
  debt_change integer not null default 0,
  balance_after integer not null,
  reference text not null,
  conversation_message_id uuid,
  purchase_id uuid,
  admin_id uuid,
  note text,
  created_at timestamp with time zone not null default now(),
  constraint whatsapp_credits_transactions_pkey PRIMARY KEY (tenant_id, id),
  constraint whatsapp_credits_transactions_kind_check CHECK ((kind = ANY (ARRAY['purchase'::text, 'usage'::text, 'topup_manual'::text, 'refund'::text, 'adjustment'::text]))),
  constraint whatsapp_credits_transactions_admin_id_fkey FOREIGN KEY (admin_id) REFERENCES public.profiles(id) ON DELETE SET NULL,
  constraint whatsapp_credits_transactions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.whatsapp_credits_balance(tenant_id) ON DELETE CASCADE,
  constraint whatsapp_credits_transactions_tenant_id_purchase_id_fkey FOREIGN KEY (tenant_id, purchase_id) REFERENCES public.whatsapp_credit_purchases(tenant_id, id) ON DELETE SET NULL (purchase_id),
  constraint movement_happens_once UNIQUE (kind, reference)
);
alter table public.whatsapp_credits_transactions enable row level security;

CREATE INDEX whatsapp_credits_transactions_admin ON public.whatsapp_credits_transactions USING btree (admin_id) WHERE (admin_id IS NOT NULL);

CREATE INDEX whatsapp_credits_transactions_message ON public.whatsapp_credits_transactions USING btree (tenant_id, conversation_message_id, id) WHERE (conversation_message_id IS NOT NULL);

CREATE INDEX whatsapp_credits_transactions_purchase ON public.whatsapp_credits_transactions USING btree (tenant_id, purchase_id) WHERE (purchase_id IS NOT NULL);

CREATE INDEX whatsapp_credits_transactions_time ON public.whatsapp_credits_transactions USING btree (tenant_id, created_at);

CREATE INDEX whatsapp_credits_transactions_top_ups ON public.whatsapp_credits_transactions USING btree (id) WHERE (kind = 'topup_manual'::text);

create policy select_managers_and_saas_admins on public.whatsapp_credits_transactions for select to authenticated
  using (((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text]) AS my_tenant_ids_as)) OR ( SELECT app.is_saas_admin() AS is_saas_admin)));

comment on table public.whatsapp_credits_transactions is 'The ledger: one row a movement, in the order of their ids, never changed. balance_after is the balance_after before it plus amount. amount - debt_change is what was asked for.';

comment on column public.whatsapp_credits_transactions.conversation_message_id is 'Not a foreign key: what was paid stays paid when the message is erased.';

comment on column public.whatsapp_credits_transactions.debt_change is 'Part of the movement that made (+) or paid (-) debt instead of changing the balance.';

comment on column public.whatsapp_credits_transactions.reference is 'What the movement is about, once for each kind: message:<id>:<attempt>, purchase:<id>, topup:<client id>, hold:<id>…';

grant select on public.whatsapp_credits_transactions to authenticated;

grant select on public.whatsapp_credits_transactions to service_role;

CREATE OR REPLACE FUNCTION app.activate_channel(p_tenant_id uuid, p_channel_id uuid, p_display_name text, p_phone text, p_state text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_channel public.notification_channels;
begin
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  update public.notification_channels set is_active = false
  where tenant_id = p_tenant_id and id <> p_channel_id and is_active;
  update public.notification_channels c set
    is_active = true, display_name = coalesce(app.normalize_name(left(p_display_name, 120)), c.display_name), phone = coalesce(p_phone, c.phone),
    connection_state = p_state, connected_at = case when p_state = 'open' then now() else c.connected_at end, last_error = null
  where c.tenant_id = p_tenant_id and c.id = p_channel_id
  returning * into v_channel;
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
end;
$function$;

CREATE OR REPLACE FUNCTION app.addon_faults()
 RETURNS TABLE(tenant_id uuid, addon_type text, fault text)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return query
    select a.tenant_id, a.addon_type, 'balance'
    from public.addon_credits a
    left join public.addon_transactions x on x.tenant_id = a.tenant_id and x.addon_type = a.addon_type
    group by a.tenant_id, a.id
    having a.balance is distinct from coalesce(sum(x.amount), 0)::int
    union all
    select c.tenant_id, c.addon_type, 'chain'
    from (
      select x.tenant_id, x.addon_type, x.balance_before,
        lag(x.balance_after, 1, 0) over (partition by x.tenant_id, x.addon_type order by x.position) as balance_was
      from public.addon_transactions x
    ) c
    where c.balance_before <> c.balance_was
    group by c.tenant_id, c.addon_type;
end;
$function$;

comment on function app.addon_faults() is 'Caller: operators and tests. {tenant_id, addon_type, fault balance|chain}; no row is the only right answer.';

CREATE OR REPLACE FUNCTION app.address_keys(p_address jsonb)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  v_group text := 'group:' || nullif(p_address ->> 'group', '');
begin
  return array_remove(case when v_group is null
    then array[app.canonical_phone(p_address ->> 'phone'),
      coalesce('lid:' || nullif(p_address ->> 'lid', ''), 'user:' || nullif(p_address ->> 'user', ''))] else array[v_group] end, null);
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_action(p_incoming app.incoming_action)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_action jsonb := p_incoming.action;
begin
  case v_action ->> 'type'
    when 'message' then
      perform app.apply_messages(array[p_incoming]);
    when 'status', 'edit', 'delete', 'reaction', 'vote' then
      perform app.apply_change(p_incoming.tenant_id, p_incoming.channel_id, v_action);
    when 'connection' then
      perform app.set_channel_state(p_incoming.channel_id, v_action ->> 'state', v_action ->> 'phone', v_action ->> 'reason');
    when 'qr' then
      perform app.set_channel_state(p_incoming.channel_id, null, null, null, v_action ->> 'data_url', v_action ->> 'pairing_code');
    when 'contact' then
      perform app.learn_contact_name(p_incoming.tenant_id, v_action -> 'address', nullif(app.normalize_name(left(v_action ->> 'name', 200)), ''),
        app.name_source(v_action));
    else
      raise sqlstate 'PT400' using message = 'unknown_action', detail = v_action ->> 'type';
  end case;
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_asaas_event(p_event jsonb, p_is_answer boolean DEFAULT false)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  -- one without an id, or with one that no key takes, is known by its words
  v_id text := case when char_length(p_event ->> 'id') between 1 and 200 then p_event ->> 'id'
    else 'sha256:' || encode(sha256(convert_to(p_event::text, 'UTF8')), 'hex') end;
  v_type text := coalesce(p_event ->> 'event', '');
  v_meaning text := app.asaas_event_meaning(v_type);
  v_payment jsonb := p_event -> 'payment';
  -- one that no key takes is the id of no payment of ours
  v_payment_id text := case when char_length(v_payment ->> 'id') between 1 and 200 then v_payment ->> 'id' end;
  v_purchase public.whatsapp_credit_purchases;
  v_is_new boolean;
  v_result jsonb;
begin
  insert into app.asaas_events (id, event_type, payment_id, raw) values (v_id, v_type, v_payment_id, p_event)
  on conflict (id) do nothing;
  v_is_new := found;
  -- an event tells what happened, once; an answer tells how things are, which may be so a second time
  if not v_is_new and not p_is_answer then
    return jsonb_build_object('outcome', 'duplicate');
  end if;
  if v_payment_id is not null then
    v_purchase := app.lock_purchase_of_payment(v_payment);
  end if;
  v_result := case
    when v_meaning = 'unknown' then jsonb_build_object('outcome', 'ignored', 'reason', 'unknown_event')
    when v_purchase.id is null then jsonb_build_object('outcome', 'ignored', 'reason', 'not_a_purchase')
    else app.apply_payment(v_purchase, v_meaning, v_payment)
  end;
  if not v_is_new and (v_result ->> 'outcome' = 'ignored' or v_result ->> 'outcome' = 'review' and exists (
    select from app.asaas_events e where e.id = v_id and e.outcome = 'review')) then
    return jsonb_build_object('outcome', 'duplicate');
  end if;
  update app.asaas_events e set
    tenant_id = v_purchase.tenant_id, purchase_id = v_purchase.id, outcome = v_result ->> 'outcome', reason = v_result ->> 'reason'
  where e.id = v_id;
  -- what one hears of again is looked after again
  update public.whatsapp_credit_purchases c set next_check_at = app.next_purchase_check(c)
  where c.tenant_id = v_purchase.tenant_id and c.id = v_purchase.id and c.next_check_at is null;
  return v_result || jsonb_build_object('tenant_id', v_purchase.tenant_id, 'purchase_id', v_purchase.id);
end;
$function$;

comment on function app.apply_asaas_event(p_event jsonb, p_is_answer boolean) is 'Caller: asaas-webhook, with an authentic event as it came; p_is_answer: made of what the provider answered. Stores it once and applies it. Returns {outcome applied|ignored|review|duplicate, reason, tenant_id, purchase_id}; every outcome is answered with 200. Errors: none.';

CREATE OR REPLACE FUNCTION app.apply_asaas_payment(p_payment jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_status text := p_payment ->> 'status';
  v_purchase public.whatsapp_credit_purchases := app.lock_purchase_of_payment(p_payment);
  -- what was answered before something was taken back is news after it
  v_asked text := concat_ws(':', 'asked', p_payment ->> 'id', nullif(v_purchase.reversed_credits, 0));
  v_type text := case
    when app.is_paid_payment(p_payment) then
      case when app.credits_refunded(v_purchase, p_payment) > 0
        then 'PAYMENT_PARTIALLY_REFUNDED' else 'PAYMENT_RECEIVED' end
    when v_status = 'REFUNDED' then 'PAYMENT_REFUNDED'
    when v_status in ('CHARGEBACK_REQUESTED', 'CHARGEBACK_DISPUTE') then 'PAYMENT_CHARGEBACK_REQUESTED'
    when v_status = 'AWAITING_CHARGEBACK_REVERSAL' then 'PAYMENT_AWAITING_CHARGEBACK_REVERSAL'
    -- not when it was paid while the answer was on its way
    when v_purchase.asaas_payment_id = p_payment ->> 'id' and v_purchase.paid_at < now() - interval '10 minutes'
      and v_purchase.reversed_credits < v_purchase.credits then 'PAYMENT_NO_LONGER_PAID'
    when p_payment ->> 'deleted' = 'true' then 'PAYMENT_DELETED'
    when v_status = 'OVERDUE' then 'PAYMENT_OVERDUE'
    else 'PAYMENT_CREATED'
  end;
begin
  -- a payment that was given back was there before: both are told, in case neither was heard of
  if v_type in ('PAYMENT_REFUNDED', 'PAYMENT_PARTIALLY_REFUNDED', 'PAYMENT_CHARGEBACK_REQUESTED') then
    perform app.apply_asaas_event(jsonb_build_object('id', v_asked || ':PAYMENT_RECEIVED', 'event', 'PAYMENT_RECEIVED', 'payment', p_payment), true);
  end if;
  return app.apply_asaas_event(jsonb_build_object(
    'id', concat_ws(':', v_asked, v_type, md5((p_payment -> 'refunds')::text)),
    'event', v_type, 'payment', p_payment), true);
end;
$function$;

comment on function app.apply_asaas_payment(p_payment jsonb) is 'Caller: reconciliation, with a payment as the provider answered it. Applied as the event that was missed; what is known changes nothing. Returns as apply_asaas_event. Errors: none.';

CREATE OR REPLACE FUNCTION app.apply_change(p_tenant_id uuid, p_channel_id uuid, p_action jsonb)
 RETURNS uuid
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_type text := p_action ->> 'type';
  v_target text := coalesce(p_action ->> 'target_provider_id', p_action ->> 'provider_message_id');
  v_at timestamptz := coalesce((p_action ->> 'at')::timestamptz, now());
  v_by text := p_action ->> 'by';
  v_who text := case when v_type = 'vote' then 'vote:' else '' end || coalesce(p_action ->> 'author', v_by, '');
  v_message public.conversation_messages;
  v_id uuid;
begin
  -- such a report may give the message its id: the lock of an id comes before that of its message, as in complete_send
  if p_action ->> 'message_id' is not null and v_target is not null then
    perform pg_advisory_xact_lock(hashtextextended(v_target, 2));
  end if;
  for v_try in 1 .. 2 loop
    select * into v_message from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id
      and (m.provider_message_id = v_target or (v_target is null and m.id = (p_action ->> 'message_id')::uuid))
    for update;
    exit when found;
    -- the callback of our own send names our id: it also tells the outcome of an attempt that got no answer
    if p_action ->> 'message_id' is not null then
      select * into v_message from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id and m.id = (p_action ->> 'message_id')::uuid
        and m.provider_message_id is null
      for update;
      if found then
        if v_target is not null then
          v_message := app.record_sent(p_tenant_id, v_message.id, v_target, v_at);
        end if;
        exit;
      end if;
    end if;
    if v_target is null then
      return null;
    end if;
    -- nobody may add the message between this look and the note
    perform pg_advisory_xact_lock(hashtextextended(v_target, 2));
    if v_try = 2 then
      insert into app.early_actions (tenant_id, channel_id, provider_message_id, action)
      values (p_tenant_id, p_channel_id, v_target, p_action);
      return null;
    end if;
  end loop;

  -- whoever did not write a message may neither edit nor delete it: a changed WhatsApp could ask for that
  if v_type in ('edit', 'delete') and (v_by = 'us') <> (v_message.direction = 'outbound') then
    return v_message.id;
  end if;
  v_id := v_message.id;
  if v_type = 'status' then
    v_message := app.apply_status(v_message, p_action, v_at);
  elsif v_type = 'edit' then
    -- without new words: encrypted for the phones, which show them; what was read here stands, and is marked
    update public.conversation_messages m set
      body = coalesce(p_action ->> 'body', m.body), edited_at = v_at,
      content = case when p_action ->> 'body' is null then m.content || '{"edit_unknown": true}' else m.content - 'edit_unknown' end
    where m.tenant_id = p_tenant_id and m.id = v_message.id and coalesce(m.edited_at, '-infinity') <= v_at
      and (m.edited_at, m.body) is distinct from (v_at, p_action ->> 'body')
      -- words of the same moment are better than none
      and (p_action ->> 'body' is not null or m.edited_at is distinct from v_at)
    returning * into v_message;
  elsif v_type = 'delete' then
    update public.conversation_messages m set deleted_at = v_at
    where m.tenant_id = p_tenant_id and m.id = v_message.id and coalesce(m.deleted_at, 'infinity') > v_at
    returning * into v_message;
  elsif v_type = 'reaction' then
    update public.conversation_messages m set reacted_at = m.reacted_at || jsonb_build_object(v_who, v_at),
      reactions = app.said_by_each(m.reactions, p_action, coalesce(p_action ->> 'emoji', '') <> '')
    where m.tenant_id = p_tenant_id and m.id = v_message.id
      and coalesce((m.reacted_at ->> v_who)::timestamptz, '-infinity') <= v_at
    returning * into v_message;
    if found then
      perform app.note_reaction(v_message, p_action, v_at);
    end if;
  elsif v_type = 'vote' then
    update public.conversation_messages m set reacted_at = m.reacted_at || jsonb_build_object(v_who, v_at),
      content = m.content || jsonb_build_object('votes', case when p_action ? 'votes' then p_action -> 'votes'
        else app.said_by_each(coalesce(m.content -> 'votes', '[]'), p_action, jsonb_array_length(p_action -> 'options') > 0) end)
    where m.tenant_id = p_tenant_id and m.id = v_message.id and m.kind = 'poll'
      and coalesce((m.reacted_at ->> v_who)::timestamptz, '-infinity') <= v_at
    returning * into v_message;
  end if;
  if v_message.id is not null then
    perform app.publish_message(v_message);
  end if;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_early_actions(p_tenant_id uuid, p_channel_id uuid, p_provider_message_id text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_early record;
begin
  for v_early in
    delete from app.early_actions e
    where e.tenant_id = p_tenant_id and e.channel_id = p_channel_id and e.provider_message_id = p_provider_message_id
    returning e.action, e.id
  loop
    perform app.apply_change(p_tenant_id, p_channel_id, v_early.action);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_messages(p_messages app.incoming_action[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_known uuid[] := case when cardinality(p_messages) > 1 then app.lock_threads_to_be(p_messages) else app.known_threads(p_messages) end;
  v_incoming app.incoming_action;
  v_thread_id uuid;
  v_new app.incoming_action[] := '{}';
  v_thread_ids uuid[] := '{}';
  v_from int := 1;
  v_added int := 0;
begin
  if cardinality(p_messages) > 1 and array_position(v_known, null) is not null and app.threads_to_merge(p_messages) is not null then
    perform app.lock_conversations(p_messages);
  end if;
  for v_place in 1 .. cardinality(p_messages) loop
    v_incoming := p_messages[v_place];
    v_thread_id := v_known[v_place];
    if (v_incoming.action ->> 'from_me')::boolean and app.learn_lid_of_send(v_incoming) then
      v_thread_id := null;
    end if;
    v_thread_id := coalesce(v_thread_id, app.resolve_thread(v_incoming.tenant_id, v_incoming.action -> 'address',
      app.sender_name(v_incoming.action), app.name_source(v_incoming.action)));
    if v_thread_id is null then
      raise sqlstate 'PT400' using message = 'unknown_address', detail = v_incoming.action ->> 'address';
    end if;
    continue when (v_incoming.action ->> 'sent_via_api')::boolean and app.is_echo_of_send(v_incoming, v_thread_id);
    v_new := v_new || v_incoming;
    v_thread_ids := v_thread_ids || v_thread_id;
  end loop;

  if cardinality(v_new) > 1 then
    -- all at once and in one order, or two batches would wait for each other's conversations
    perform from public.conversation_threads t
    where (t.tenant_id, t.id) in (select n.tenant_id, n.thread_id from unnest(v_new, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id))
    order by t.tenant_id, t.id for no key update;
  end if;
  for v_place in 2 .. cardinality(v_new) loop
    if v_thread_ids[v_place] = any (v_thread_ids[v_from : v_place - 1]) then
      v_added := v_added + app.write_messages(v_new[v_from : v_place - 1], v_thread_ids[v_from : v_place - 1]);
      v_from := v_place;
    end if;
  end loop;
  v_added := v_added + app.write_messages(v_new[v_from : ], v_thread_ids[v_from : ]);
  if v_added < cardinality(v_new) then
    if cardinality(p_messages) > 1 then
      raise unique_violation using message = 'repeated_message_in_batch';
    end if;
    perform app.apply_repeated_message(p_messages[1]);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_opt_word(p_message public.conversation_messages)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_wish record := app.opt_effect_of(p_message);
  v_changed boolean;
  v_thread public.conversation_threads;
begin
  if v_wish.effect is null then
    return;
  end if;
  update public.conversation_messages m set opt_effect = v_wish.effect where m.tenant_id = p_message.tenant_id and m.id = p_message.id;
  -- providers count in seconds: of two words of one second the one that arrived last counts
  if (app.latest_opt_word(p_message.tenant_id, p_message.thread_id)).said_at > p_message.occurred_at then
    return;
  end if;
  if v_wish.effect = 'opt_out' then
    insert into public.conversation_optouts (tenant_id, thread_id, keyword)
    values (p_message.tenant_id, p_message.thread_id, v_wish.keyword) on conflict do nothing;
    v_changed := found;
  else
    v_changed := app.lift_opt_out(p_message.tenant_id, array[p_message.thread_id], p_message.occurred_at);
  end if;
  if v_changed then
    update public.conversation_threads set opted_out = (v_wish.effect = 'opt_out'), updated_at = clock_timestamp()
    where tenant_id = p_message.tenant_id and id = p_message.thread_id returning * into v_thread;
    perform app.note_event(v_thread, case v_wish.effect when 'opt_out' then 'opted_out' else 'opted_in' end, p_message.occurred_at);
    perform app.publish_thread(v_thread);
    -- a provider that acted on the word has answered it
    if not p_message.content ? 'opt_effect' then
      insert into app.jobs (tenant_id, kind, payload, dedupe_key)
      values (p_message.tenant_id, v_wish.effect || '_ack',
        jsonb_build_object('thread_key', v_thread.thread_key, 'message_id', p_message.id, 'keyword', v_wish.keyword),
        v_wish.effect || ':' || p_message.id);
    end if;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_payment(p_purchase public.whatsapp_credit_purchases, p_meaning text, p_payment jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_is_settled boolean := p_purchase.paid_at is not null or p_purchase.reversed_credits > 0;
  v_is_ours boolean := p_purchase.asaas_payment_id is not distinct from p_payment ->> 'id';
  v_moves_money boolean := p_meaning in ('paid', 'reversed', 'partly_reversed');
  v_doubt text := app.payment_doubt(p_purchase, p_payment);
  v_credits int;
  v_status text;
begin
  if v_moves_money and v_is_settled and not v_is_ours then
    -- two charges of one purchase: the money of the second is not what the credits were given for
    return jsonb_build_object('outcome', 'review', 'reason', 'paid_twice');
  elsif v_moves_money and v_doubt is not null then
    return jsonb_build_object('outcome', 'review', 'reason', v_doubt);
  elsif p_meaning in ('dispute_won', 'no_longer_paid') then
    return jsonb_build_object('outcome', 'review', 'reason', p_meaning);
  elsif p_meaning = 'refund_denied' and v_is_ours
    and p_purchase.reversed_credits > coalesce(app.credits_refunded(p_purchase, p_payment), 0) then
    return jsonb_build_object('outcome', 'review', 'reason', 'refund_denied');
  elsif p_meaning = 'paid' then
    if p_purchase.paid_at is null then
      perform app.pay_purchase(p_purchase, p_payment);
    end if;
    return case
      when app.is_paid_after_reversal(p_purchase, p_payment)
        then jsonb_build_object('outcome', 'review', 'reason', 'paid_after_reversal')
      when p_purchase.paid_at is not null then jsonb_build_object('outcome', 'ignored', 'reason', 'already_paid')
      else jsonb_build_object('outcome', 'applied')
    end;
  elsif p_meaning in ('reversed', 'partly_reversed') then
    v_credits := case p_meaning when 'reversed' then p_purchase.credits else app.credits_refunded(p_purchase, p_payment) end;
    if v_credits is null then
      return jsonb_build_object('outcome', 'review', 'reason', 'refund_unclear');
    elsif v_credits <= p_purchase.reversed_credits and app.may_have_come_back(p_purchase) then
      return jsonb_build_object('outcome', 'review', 'reason', 'reversed_again');
    elsif v_credits <= p_purchase.reversed_credits then
      -- told before, not done yet, or beyond the price
      return jsonb_build_object('outcome', 'ignored', 'reason', 'nothing_to_take_back');
    end if;
    perform app.reverse_purchase(p_purchase, p_payment, v_credits);
    return jsonb_build_object('outcome', 'applied');
  elsif p_meaning = 'created' and p_purchase.asaas_payment_id is null and v_doubt is null then
    -- faster than the answer to the call that created it
    update public.whatsapp_credit_purchases c set asaas_payment_id = p_payment ->> 'id', asaas_customer_id = p_payment ->> 'customer'
    where c.tenant_id = p_purchase.tenant_id and c.id = p_purchase.id;
    return jsonb_build_object('outcome', 'applied');
  end if;
  v_status := case
    when not v_is_ours then null
    when p_meaning = 'overdue' and p_purchase.status = 'pending' then 'expired'
    -- a charge deleted after its time had simply expired
    when p_meaning = 'deleted' and p_purchase.status in ('pending', 'expired', 'failed') then
      nullif(case when p_purchase.expires_at <= now() then 'expired' else 'cancelled' end, p_purchase.status)
    when p_meaning = 'restored' and p_purchase.status in ('expired', 'cancelled') then 'pending'
  end;
  if v_status is null then
    return jsonb_build_object('outcome', 'ignored', 'reason', 'changes_nothing');
  end if;
  update public.whatsapp_credit_purchases c set
    status = v_status, expires_at = case when v_status = 'pending' then now() + interval '1 day' else c.expires_at end
  where c.tenant_id = p_purchase.tenant_id and c.id = p_purchase.id returning * into p_purchase;
  perform app.publish_purchase(p_purchase);
  return jsonb_build_object('outcome', 'applied');
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_repeated_message(p_message app.incoming_action)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_action jsonb := p_message.action;
  v_message public.conversation_messages;
  v_written public.conversation_messages;
begin
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_message.tenant_id and m.channel_id = p_message.channel_id
    and m.provider_message_id = v_action ->> 'provider_message_id';
  if not found then
    return false;
  end if;
  if (v_action ->> 'from_me')::boolean then
    perform app.apply_change(p_message.tenant_id, p_message.channel_id, jsonb_build_object('type', 'status',
      'provider_message_id', v_action ->> 'provider_message_id', 'status', coalesce(v_action ->> 'status', 'sent'),
      'at', coalesce((v_action ->> 'occurred_at')::timestamptz, now())));
  end if;
  update public.conversation_messages m set
    kind = v_action ->> 'kind', content = coalesce(v_action -> 'content', '{}'), media = nullif(v_action -> 'media', 'null'),
    -- an edit that came between the two is newer than the content, if its words are known
    body = case when m.edited_at is null or m.body is null then v_action ->> 'body' else m.body end,
    reply_to_provider_id = coalesce(v_action ->> 'reply_to_provider_id', m.reply_to_provider_id),
    author_name = coalesce(app.normalize_name(v_action ->> 'author_name'), m.author_name)
  where m.tenant_id = v_message.tenant_id and m.id = v_message.id
    and m.kind in ('unsupported', 'view_once') and (m.body is null or m.edited_at is not null)
    and v_action ->> 'kind' not in ('unsupported', 'view_once')
    -- only its author says what it is
    and (m.direction = 'outbound') = (v_action ->> 'from_me')::boolean
  returning * into v_message;
  if found then
    -- the word that was sent counts, not what it was edited into
    v_written := v_message;
    v_written.body := v_action ->> 'body';
    if v_written.direction = 'inbound' then
      perform app.apply_opt_word(v_written);
    end if;
    perform app.publish_message(v_message);
  end if;
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_status(p_message public.conversation_messages, p_action jsonb, p_at timestamp with time zone)
 RETURNS public.conversation_messages
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_status text := p_action ->> 'status';
  v_message public.conversation_messages;
begin
  if p_message.direction <> 'outbound' then
    return null;
  elsif app.status_advances(p_message.status, v_status) then
    update public.conversation_messages m set
      status = v_status,
      delivered_at = case when v_status in ('delivered', 'read') then least(m.delivered_at, p_at) end,
      read_at = case when v_status = 'read' then p_at end,
      error_code = case when v_status = 'failed' then coalesce(p_action ->> 'error_code', 'rejected_by_provider') end,
      error_detail = case when v_status = 'failed' then p_action ->> 'error_detail' end
    where m.tenant_id = p_message.tenant_id and m.id = p_message.id returning * into v_message;
    if v_message.error_code = 'opted_out_at_provider' then
      perform app.note_refused_person(v_message);
    end if;
  elsif p_at < (case v_status when 'delivered' then p_message.delivered_at when 'read' then p_message.read_at end) then
    -- a late report still knows better when it was
    update public.conversation_messages m set
      delivered_at = least(m.delivered_at, p_at), read_at = case when v_status = 'read' then p_at else m.read_at end
    where m.tenant_id = p_message.tenant_id and m.id = p_message.id returning * into v_message;
  end if;
  return v_message;
end;
$function$;

CREATE OR REPLACE FUNCTION app.asaas_event_meaning(p_event_type text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case
    when p_event_type in ('PAYMENT_RECEIVED', 'PAYMENT_CONFIRMED', 'PAYMENT_DUNNING_RECEIVED') then 'paid'
    when p_event_type in ('PAYMENT_REFUNDED', 'PAYMENT_CHARGEBACK_REQUESTED', 'PAYMENT_CHARGEBACK_DISPUTE',
      'PAYMENT_RECEIVED_IN_CASH_UNDONE') then 'reversed'
    when p_event_type = 'PAYMENT_PARTIALLY_REFUNDED' then 'partly_reversed'
    when p_event_type = 'PAYMENT_REFUND_DENIED' then 'refund_denied'
    when p_event_type = 'PAYMENT_AWAITING_CHARGEBACK_REVERSAL' then 'dispute_won'
    when p_event_type = 'PAYMENT_CREATED' then 'created'
    when p_event_type = 'PAYMENT_OVERDUE' then 'overdue'
    when p_event_type = 'PAYMENT_DELETED' then 'deleted'
    when p_event_type = 'PAYMENT_RESTORED' then 'restored'
    -- ours, when an answer says so
    when p_event_type = 'PAYMENT_NO_LONGER_PAID' then 'no_longer_paid'
    when p_event_type in ('PAYMENT_AWAITING_RISK_ANALYSIS', 'PAYMENT_APPROVED_BY_RISK_ANALYSIS',
      'PAYMENT_REPROVED_BY_RISK_ANALYSIS', 'PAYMENT_AUTHORIZED', 'PAYMENT_UPDATED', 'PAYMENT_CREDIT_CARD_CAPTURE_REFUSED',
      'PAYMENT_ANTICIPATED', 'PAYMENT_REFUND_IN_PROGRESS', 'PAYMENT_DUNNING_REQUESTED',
      'PAYMENT_BANK_SLIP_VIEWED', 'PAYMENT_BANK_SLIP_CANCELLED', 'PAYMENT_CHECKOUT_VIEWED', 'PAYMENT_SPLIT_CANCELLED',
      'PAYMENT_SPLIT_DIVERGENCE_BLOCK', 'PAYMENT_SPLIT_DIVERGENCE_BLOCK_FINISHED') then 'nothing'
    else 'unknown'
  end;
$function$;

CREATE OR REPLACE FUNCTION app.asks_for_answer(p_kind text)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  return p_kind <> 'system';
end;
$function$;

CREATE OR REPLACE FUNCTION app.attach_charge(p_tenant_id uuid, p_purchase_id uuid, p_charge jsonb)
 RETURNS public.whatsapp_credit_purchases
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_purchase public.whatsapp_credit_purchases;
  v_payment text := p_charge ->> 'payment_id';
begin
  select * into v_purchase from public.whatsapp_credit_purchases c where c.tenant_id = p_tenant_id and c.id = p_purchase_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'purchase_not_found';
  elsif v_payment is null or exists (
    select from public.whatsapp_credit_purchases c where c.asaas_payment_id = v_payment and c.id <> p_purchase_id
  ) then
    raise sqlstate 'PT409' using message = 'payment_in_use', detail = coalesce(v_payment, '');
  elsif v_purchase.asaas_payment_id <> v_payment and (v_purchase.paid_at is not null or v_purchase.reversed_credits > 0) then
    -- another charge was paid meanwhile
    return v_purchase;
  end if;
  update public.whatsapp_credit_purchases c set
    asaas_payment_id = v_payment,
    asaas_customer_id = coalesce(p_charge ->> 'customer_id', c.asaas_customer_id),
    -- what belongs to another payment goes with it
    asaas_payment_link = coalesce(p_charge ->> 'payment_link', case when c.asaas_payment_id = v_payment then c.asaas_payment_link end),
    asaas_pix_qrcode = coalesce(p_charge ->> 'pix_qrcode', case when c.asaas_payment_id = v_payment then c.asaas_pix_qrcode end),
    asaas_pix_copy_paste = coalesce(p_charge ->> 'pix_copy_paste',
      case when c.asaas_payment_id = v_payment then c.asaas_pix_copy_paste end),
    expires_at = coalesce((p_charge ->> 'expires_at')::timestamptz, c.expires_at),
    status = case when c.asaas_payment_id is distinct from v_payment and c.status in ('failed', 'expired', 'cancelled')
      then 'pending' else c.status end,
    charging_until = null
  where c.tenant_id = p_tenant_id and c.id = p_purchase_id returning * into v_purchase;
  return v_purchase;
end;
$function$;

comment on function app.attach_charge(p_tenant_id uuid, p_purchase_id uuid, p_charge jsonb) is 'Caller: whoever created or found the charge. {payment_id, customer_id, payment_link, pix_qrcode, pix_copy_paste, expires_at}; what is missing stays, unless it was told of another payment. A purchase that another charge has paid keeps that one. Errors: PT404 purchase_not_found, PT409 payment_in_use.';

CREATE OR REPLACE FUNCTION app.authorize_event(p_provider text, p_auth jsonb)
 RETURNS public.notification_channels
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_channel public.notification_channels;
begin
  if p_provider = 'evolution' then
    select c.* into v_channel
    from public.evolution_instances i
    join public.notification_channels c on c.tenant_id = i.tenant_id and c.id = i.channel_id
    where i.external_id = p_auth ->> 'external_id'
      and (
        i.secret_hash = p_auth ->> 'secret_sha256'
        or i.api_key_hash = p_auth ->> 'api_key_sha256'
        or (i.previous_api_key_hash = p_auth ->> 'api_key_sha256' and i.previous_key_valid_until > now())
      )
      -- what patients write to the number is the other clinic's (app.set_channel_state)
      and c.last_error is distinct from 'number_in_use'
    -- a clinic that gave its instance up may still hold the key: the one whose secret the webhook carries is meant, or
    -- else the one that uses the instance now
    order by (i.secret_hash = p_auth ->> 'secret_sha256') desc nulls last, c.is_active desc limit 1;
  else
    select c.* into v_channel
    from public.notification_channels c where c.id = (p_auth ->> 'channel_id')::uuid and c.provider = p_provider;
  end if;
  return v_channel;
end;
$function$;

CREATE OR REPLACE FUNCTION app.await_addon(p_tenant_id uuid, p_addon_type text)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_addon_type, uuid_hash_extended(p_tenant_id, 7)));
  return clock_timestamp();
end;
$function$;

CREATE OR REPLACE FUNCTION app.backoff(p_attempts integer)
 RETURNS interval
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  select make_interval(secs => least(900, 5 * power(2, greatest(p_attempts, 1) - 1)) * (0.8 + random() * 0.4));
$function$;

grant execute on function app.backoff(p_attempts integer) to service_role;

CREATE OR REPLACE FUNCTION app.begin_credit_purchase(p_tenant_id uuid, p_package_id uuid, p_client_id uuid, p_cpf_cnpj text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_package public.whatsapp_credit_packages;
  v_purchase public.whatsapp_credit_purchases;
  v_may_charge boolean;
begin
  perform app.require_admin(p_tenant_id);
  if p_client_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform pg_advisory_xact_lock(uuid_hash_extended(p_tenant_id, 6));
  select * into v_purchase from public.whatsapp_credit_purchases c
  where c.tenant_id = p_tenant_id and c.client_id = p_client_id for update;
  if not found then
    select * into v_package from public.whatsapp_credit_packages k where k.id = p_package_id and k.is_active;
    if not found then
      raise sqlstate 'PT404' using message = 'package_not_found', hint = 'Choose another package.';
    end if;
    -- every purchase is a charge at the provider, which counts them
    if (
      select count(*) from public.whatsapp_credit_purchases c
      where c.tenant_id = p_tenant_id and c.status <> 'paid' and c.created_at > now() - interval '1 hour'
    ) >= 10 then
      raise sqlstate 'PT429' using message = 'too_many_requests', hint = 'Pay one of those that wait, or try again in an hour.';
    end if;
    insert into public.whatsapp_credit_purchases (tenant_id, package_id, package_name, credits, amount_brl, client_id, cpf_cnpj,
      expires_at, next_check_at, created_by)
    values (p_tenant_id, v_package.id, v_package.name, v_package.credits, v_package.price_brl, p_client_id,
      app.require_payer_document(p_tenant_id, p_cpf_cnpj), now() + interval '1 hour', now() + interval '2 minutes', auth.uid())
    returning * into v_purchase;
  -- a package that was deleted meanwhile left none behind
  elsif v_purchase.package_id <> p_package_id then
    raise sqlstate 'PT409' using message = 'client_id_in_use', hint = 'Begin the purchase with an id of its own.';
  end if;
  v_may_charge := v_purchase.status = 'pending' and v_purchase.asaas_payment_id is null
    and coalesce(v_purchase.charging_until, '-infinity') < clock_timestamp();
  if v_may_charge then
    update public.whatsapp_credit_purchases c set charging_until = clock_timestamp() + interval '30 seconds'
    where c.tenant_id = v_purchase.tenant_id and c.id = v_purchase.id returning * into v_purchase;
  end if;
  return jsonb_build_object('purchase', to_jsonb(v_purchase), 'may_charge', v_may_charge, 'payer', jsonb_build_object(
    'name', (select t.name from public.tenants t where t.id = p_tenant_id),
    'email', (select p.email from public.profiles p where p.id = auth.uid()),
    'cpf_cnpj', v_purchase.cpf_cnpj,
    'asaas_customer_id', (
      select c.asaas_customer_id from public.whatsapp_credit_purchases c
      where c.tenant_id = p_tenant_id and c.cpf_cnpj = v_purchase.cpf_cnpj and c.asaas_customer_id is not null
      order by c.created_at desc limit 1)));
end;
$function$;

comment on function app.begin_credit_purchase(p_tenant_id uuid, p_package_id uuid, p_client_id uuid, p_cpf_cnpj text) is 'Caller: owner or admin, through create-whatsapp-credit-charge. Idempotent by client_id; the package''s price is frozen. Returns {purchase, may_charge, payer {name, email, cpf_cnpj, asaas_customer_id}}; may_charge is true for one caller at a time, who looks for a charge with externalReference = purchase.id before creating one. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT404 package_not_found, PT429 too_many_requests, PT400 document_required, PT400 invalid_cpf_cnpj, PT409 client_id_in_use.';

grant execute on function app.begin_credit_purchase(p_tenant_id uuid, p_package_id uuid, p_client_id uuid, p_cpf_cnpj text) to authenticated;

CREATE OR REPLACE FUNCTION app.book_health()
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object('checked_at', b.checked_at, 'is_late', coalesce(b.checked_at, s.created_at) < now() - interval '36 hours',
    'faults', coalesce(jsonb_array_length(b.faults), 0))
  from app.scheduled_functions s
  left join (select * from app.book_checks order by checked_at desc, id desc limit 1) b on true
  where s.name = 'check-books';
$function$;

comment on function app.book_health() is 'Caller: health and monitoring. {checked_at, is_late, faults} of the last check; checked_at is null before the first.';

grant execute on function app.book_health() to service_role;

CREATE OR REPLACE FUNCTION app.broadcast(p_tenant_id uuid, p_event text, p_payload jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  insert into realtime.messages (topic, extension, event, payload, private)
  values ('tenant:' || p_tenant_id, 'broadcast', p_event, p_payload, true);
end;
$function$;

grant execute on function app.broadcast(p_tenant_id uuid, p_event text, p_payload jsonb) to service_role;

CREATE OR REPLACE FUNCTION app.broadcast_message(m public.conversation_messages, t public.conversation_threads)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform app.broadcast(m.tenant_id, 'message', app.message_event(m, t));
end;
$function$;

grant execute on function app.broadcast_message(m public.conversation_messages, t public.conversation_threads) to service_role;

CREATE OR REPLACE FUNCTION app.call_scheduled_function(p_name text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_call record;
begin
  select s.function_name, s.body into v_call from app.scheduled_functions s where s.name = p_name and s.enabled;
  if found then
    -- net and vault exist on hosted projects only, so their names are resolved when this runs
    execute $call$
      select net.http_post(
        url := (select decrypted_secret from vault.decrypted_secrets where name = 'project_url') || '/functions/v1/' || $1,
        headers := jsonb_build_object('content-type', 'application/json',
          'apikey', (select decrypted_secret from vault.decrypted_secrets where name = 'cron_key')),
        body := $2)
    $call$ using v_call.function_name, v_call.body;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.canonical_phone(p_international text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO ''
AS $function$
declare
  v_digits text := regexp_replace(p_international, '[^0-9]', '', 'g');
begin
  if v_digits !~ '^[1-9][0-9]{7,14}$' then
    return null;
  end if;
  if left(v_digits, 2) in ('55', '52', '54') then
    -- a trunk zero has no place after the country code
    v_digits := regexp_replace(v_digits, '^550+([1-9][0-9]{9,10})$', '55\1');
    -- 55 + area code + eight digits that start with 6–9 is a mobile written without its ninth digit
    v_digits := regexp_replace(v_digits, '^(55[1-9][1-9])([6-9][0-9]{7})$', '\19\2');
    v_digits := regexp_replace(v_digits, '^(52)1([0-9]{10})$|^(54)9([0-9]{10})$', '\1\3\2\4');
  end if;
  return '+' || v_digits;
end;
$function$;

comment on function app.canonical_phone(p_international text) is 'A number that carries its country code (as providers send it) to E.164: with the Brazilian ninth digit, without the 1 of Mexican and the 9 of Argentinian mobiles. NULL when it cannot be a phone.';

grant execute on function app.canonical_phone(p_international text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.channel_credentials(p_tenant_id uuid, p_channel_id uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'id', c.id, 'provider', c.provider, 'is_active', c.is_active, 'connection_state', c.connection_state,
    'credentials', k.credentials, 'external_id', i.external_id, 'server_url', i.server_url, 'webhook_url', i.webhook_url,
    'account_sid', a.account_sid, 'sender_phone', a.sender_phone, 'messaging_service_sid', a.messaging_service_sid)
  from public.notification_channels c
  left join app_private.channel_credentials k on k.tenant_id = c.tenant_id and k.channel_id = c.id
  left join public.evolution_instances i on i.tenant_id = c.tenant_id and i.channel_id = c.id
  left join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
  where c.tenant_id = p_tenant_id and c.id = p_channel_id;
$function$;

comment on function app.channel_credentials(p_tenant_id uuid, p_channel_id uuid) is 'Caller: edge functions. The channel with its ciphertext; NULL when there is none.';

grant execute on function app.channel_credentials(p_tenant_id uuid, p_channel_id uuid) to service_role;

CREATE OR REPLACE FUNCTION app.channel_payload(c public.notification_channels, p_qr_changed boolean DEFAULT false)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object('channel', jsonb_build_object(
    'id', c.id, 'provider', c.provider, 'is_active', c.is_active, 'connection_state', c.connection_state,
    'phone', c.phone, 'last_error', c.last_error), 'qr_changed', p_qr_changed);
$function$;

grant execute on function app.channel_payload(c public.notification_channels, p_qr_changed boolean) to service_role;

CREATE OR REPLACE FUNCTION app.charge_message(p_message public.conversation_messages, p_may_owe boolean DEFAULT false)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if p_message.provider = 'twilio' and p_message.direction = 'outbound' and app.message_payment(p_message) is distinct from 'usage' then
    perform app.post_credits(p_message.tenant_id, 'usage', -1, format('message:%s:%s', p_message.id, 1 + (
      select count(*) from public.whatsapp_credits_transactions x
      where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.kind = 'usage' and x.reference like 'message:%')),
      p_may_owe, p_message.id);
  end if;
end;
$function$;

comment on function app.charge_message(p_message public.conversation_messages, p_may_owe boolean) is 'Caller: whoever creates or revives a message, holding it, as its last step. One credit for an official number, once an attempt. Errors: PT402 insufficient_credits, unless p_may_owe.';

CREATE OR REPLACE FUNCTION app.check_books()
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_faults jsonb;
begin
  insert into app.book_checks (faults)
  select coalesce(jsonb_agg(to_jsonb(f) order by f.tenant_id, f.addon_type nulls first, f.fault), '[]')
  from (
    select c.tenant_id, null as addon_type, c.fault from app.credit_faults() c
    union
    select a.tenant_id, a.addon_type, a.fault from app.addon_faults() a
  ) f
  returning faults into v_faults;
  delete from app.book_checks where checked_at < now() - interval '1 year';
  return jsonb_array_length(v_faults);
end;
$function$;

comment on function app.check_books() is 'Caller: process-jobs, every night. How many faults there are. Errors: none.';

grant execute on function app.check_books() to service_role;

CREATE OR REPLACE FUNCTION app.checked_body(p_body text, p_is_template boolean)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  v_body text := coalesce(btrim(p_body, E' \n\t\r'), '');
begin
  if p_is_template and v_body <> '' then
    raise sqlstate 'PT400' using message = 'body_with_template', hint = 'Send a text or a template.';
  end if;
  if not p_is_template and v_body = '' then
    raise sqlstate 'PT400' using message = 'empty_body', hint = 'Write something first.';
  end if;
  if char_length(v_body) > 4096 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = 'WhatsApp accepts up to 4096 characters.';
  end if;
  return v_body;
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_template_variables(p_template public.message_templates, p_given jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  v_key text;
  v_value text;
  v_variables jsonb := '{}';
begin
  for v_key in select v ->> 'key' from jsonb_array_elements(p_template.variables) v loop
    v_value := btrim(p_given ->> v_key);
    if coalesce(v_value, '') = '' or char_length(v_value) > 500
      or v_value ~ '[\u0001-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]'
      or v_value ~ '[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]{4}'
      or v_value ~ '^[ \u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u202f\u205f-\u2065\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]*$' then
      raise sqlstate 'PT400' using message = 'template_variables_invalid', detail = v_key,
        hint = 'Up to 500 characters in one line, without four spaces in a row.';
    end if;
    v_variables := v_variables || jsonb_build_object(v_key, v_value);
  end loop;
  return v_variables;
end;
$function$;

CREATE OR REPLACE FUNCTION app.claim_echo(p_tenant_id uuid, p_channel_id uuid, p_thread_id uuid, p_provider_message_id text, p_kind text, p_body text, p_at timestamp with time zone)
 RETURNS uuid
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_id uuid;
begin
  if exists (
    select from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id and m.provider_message_id = p_provider_message_id
  ) then
    return null;
  end if;
  select m.id into v_id from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.status = 'sending' and m.provider_message_id is null
    and m.channel_id = p_channel_id and m.kind = p_kind and coalesce(m.body, '') = coalesce(p_body, '')
  order by m.occurred_at, m.id limit 1
  for update;
  if v_id is not null then
    perform app.record_sent(p_tenant_id, v_id, p_provider_message_id, p_at);
  end if;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.claim_jobs(p_limit integer, p_lease_seconds integer DEFAULT EXTRACT(epoch FROM app.job_lease()))
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_job app.jobs;
  v_send jsonb;
  v_claimed jsonb := '[]';
  v_due boolean;
begin
  loop
    v_due := false;
    for v_job in
      -- materialized: a plan that ran the sub-query again for each row would lock more than the limit
      with due as materialized (
        select c.id from app.jobs c
        where c.finished_at is null and c.dead_at is null and c.run_at <= now()
          and (c.leased_until is null or c.leased_until < clock_timestamp())
        order by c.run_at, c.line_no limit p_limit
        for update skip locked),
      leased as (
        update app.jobs j set
          attempts = j.attempts + 1, lease_token = gen_random_uuid(),
          leased_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
        from due where j.id = due.id
        returning j.*)
      -- by conversation, as every worker: each send that is opened locks one
      select l.* from leased l
      left join public.conversation_messages m on m.tenant_id = l.tenant_id and m.id = (l.payload ->> 'message_id')::uuid
      order by m.thread_id, l.line_no
    loop
      v_due := true;
      v_send := null;
      if v_job.kind = 'send_message' then
        v_send := app.open_send(v_job);
        continue when v_send is null;
      end if;
      v_claimed := v_claimed || jsonb_build_object('job_id', v_job.id, 'kind', v_job.kind, 'tenant_id', v_job.tenant_id,
        'lease_token', v_job.lease_token, 'attempts', v_job.attempts, 'payload', v_job.payload, 'send', v_send);
    end loop;
    -- an empty answer means that nothing is due, not that all that was due was settled already
    exit when not v_due or v_claimed <> '[]';
  end loop;
  return v_claimed;
end;
$function$;

comment on function app.claim_jobs(p_limit integer, p_lease_seconds integer) is 'Caller: process-jobs. Empty when nothing is due. Array of {job_id, kind, tenant_id, lease_token, attempts, payload, send: SendLease|null}.';

grant execute on function app.claim_jobs(p_limit integer, p_lease_seconds integer) to service_role;

CREATE OR REPLACE FUNCTION app.claim_purchase_check(p_tenant_id uuid, p_purchase_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  update public.whatsapp_credit_purchases c set next_check_at = app.next_purchase_check(c)
  where c.tenant_id = p_tenant_id and c.id = p_purchase_id and c.status = 'pending' and c.asaas_payment_id is not null
    -- the next check is as far away as it was when the last one began, but for what has passed since
    and c.next_check_at < app.next_purchase_check(c) - interval '20 seconds';
  return found;
end;
$function$;

comment on function app.claim_purchase_check(p_tenant_id uuid, p_purchase_id uuid) is 'Caller: create-whatsapp-credit-charge, for a buyer who may have paid. True when the provider may be asked about this pending purchase out of turn: once in twenty seconds. Errors: none.';

CREATE OR REPLACE FUNCTION app.claim_purchases_to_check(p_limit integer)
 RETURNS SETOF public.whatsapp_credit_purchases
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  return query
    with due as materialized (
      select c.tenant_id, c.id from public.whatsapp_credit_purchases c
      where c.next_check_at <= now() order by c.next_check_at limit p_limit
      for update skip locked)
    update public.whatsapp_credit_purchases c set next_check_at = app.next_purchase_check(c)
    from due where c.tenant_id = due.tenant_id and c.id = due.id
    returning c.*;
end;
$function$;

comment on function app.claim_purchases_to_check(p_limit integer) is 'Caller: reconciliation, every few minutes. Purchases to ask the provider about, each given to one caller and due again later: pending ones every five minutes, closed ones for two weeks, paid ones daily until nothing was heard of them for thirty days. Errors: none.';

CREATE OR REPLACE FUNCTION app.claim_route(p_tenant_id uuid, p_channel_id uuid, p_kind text, p_identity text)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  -- the statement after the lock sees what whoever held it has committed
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'route', p_kind, p_identity), 0));
  insert into app.channel_routes as r (kind, identity, tenant_id, channel_id)
  values (p_kind, p_identity, p_tenant_id, p_channel_id)
  on conflict (kind, identity) do update set
    tenant_id = excluded.tenant_id, channel_id = excluded.channel_id, claimed_at = now()
  where r.tenant_id = p_tenant_id
    or not exists (select from public.notification_channels c where c.id = r.channel_id and c.is_active);
  if not found then
    return false;
  end if;
  delete from app.channel_routes r
  where r.tenant_id = p_tenant_id and r.channel_id = p_channel_id and r.kind = p_kind and r.identity <> p_identity;
  return true;
end;
$function$;

grant execute on function app.claim_route(p_tenant_id uuid, p_channel_id uuid, p_kind text, p_identity text) to service_role;

CREATE OR REPLACE FUNCTION app.close_credit_purchase(p_tenant_id uuid, p_purchase_id uuid, p_status text)
 RETURNS public.whatsapp_credit_purchases
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_purchase public.whatsapp_credit_purchases;
begin
  if p_status is null or p_status not in ('failed', 'expired', 'cancelled') then
    raise sqlstate 'PT400' using message = 'invalid_status';
  end if;
  update public.whatsapp_credit_purchases c set
    status = p_status, charging_until = null, failed_at = case when p_status = 'failed' then now() end
  where c.tenant_id = p_tenant_id and c.id = p_purchase_id and c.status = 'pending' returning * into v_purchase;
  if found then
    perform app.publish_purchase(v_purchase);
    return v_purchase;
  end if;
  select * into v_purchase from public.whatsapp_credit_purchases c where c.tenant_id = p_tenant_id and c.id = p_purchase_id;
  if not found then
    raise sqlstate 'PT404' using message = 'purchase_not_found';
  end if;
  return v_purchase;
end;
$function$;

comment on function app.close_credit_purchase(p_tenant_id uuid, p_purchase_id uuid, p_status text) is 'Caller: the functions that charge and reconcile. A pending purchase becomes failed, expired or cancelled; a payment that comes all the same still counts. Errors: PT400 invalid_status, PT404 purchase_not_found.';

CREATE OR REPLACE FUNCTION app.complete_send(p_job_id bigint, p_lease_token uuid, p_outcome text, p_provider_message_id text DEFAULT NULL::text, p_error_code text DEFAULT NULL::text, p_error_detail text DEFAULT NULL::text, p_retry_after_seconds integer DEFAULT NULL::integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_done jsonb := app.record_outcome(p_job_id, p_lease_token, p_outcome, p_provider_message_id, p_error_code, p_error_detail,
    p_retry_after_seconds);
  v_next jsonb;
begin
  if v_done ->> 'state' in ('sent', 'failed') then
    v_next := app.lease_next((v_done #>> '{message,tenant_id}')::uuid, (v_done #>> '{message,thread_id}')::uuid);
  end if;
  return case when v_next is null then v_done else v_done || jsonb_build_object('next', v_next) end;
end;
$function$;

comment on function app.complete_send(p_job_id bigint, p_lease_token uuid, p_outcome text, p_provider_message_id text, p_error_code text, p_error_detail text, p_retry_after_seconds integer) is 'Caller: the sender of a leased attempt. Outcomes sent (the provider answered it), found and not_found (an earlier attempt, looked for by its words), temporary, unknown, permanent. Returns {state: sent|retry|again|failed|lost, message, lease?, next?}: next is the lease of the message that waited for this one, for the caller to send. Without the lease only sent is recorded.';

grant execute on function app.complete_send(p_job_id bigint, p_lease_token uuid, p_outcome text, p_provider_message_id text, p_error_code text, p_error_detail text, p_retry_after_seconds integer) to service_role;

CREATE OR REPLACE FUNCTION app.configure_evolution_channel(p_tenant_id uuid, p_external_id text, p_server_url text, p_webhook_url text, p_api_key_sha256 text, p_secret_sha256 text, p_credentials jsonb, p_display_name text DEFAULT NULL::text, p_instance_id text DEFAULT NULL::text, p_owner_phone text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_channel_id uuid := app.reserve_channel_id(p_tenant_id, 'evolution');
  v_phone text := app.canonical_phone(p_owner_phone);
  v_instance text := coalesce(p_instance_id, concat_ws(' ', rtrim(lower(p_server_url), '/'), p_external_id));
begin
  if app.unofficial_whatsapp_acceptance(p_tenant_id) is null then
    raise sqlstate 'PT409' using message = 'risk_not_accepted', hint = 'Accept that WhatsApp may block the number first.';
  end if;
  -- channel before route and instance, as when the instance tells its state
  perform from public.notification_channels c where c.tenant_id = p_tenant_id order by c.id for no key update;
  -- one clinic at a time speaks through an instance: its messages would otherwise reach either of two by chance
  if not app.claim_route(p_tenant_id, v_channel_id, 'instance', v_instance)
    or (v_phone is not null and not app.claim_route(p_tenant_id, v_channel_id, 'number', v_phone))
  then
    raise sqlstate 'PT409' using message = 'instance_in_use', hint = 'Disconnect it from the other clinic first.';
  end if;
  perform app.store_credentials(p_tenant_id, v_channel_id, p_credentials);
  insert into public.evolution_instances as i
    (tenant_id, channel_id, external_id, server_url, webhook_url, api_key_hash, secret_hash)
  values (p_tenant_id, v_channel_id, p_external_id, p_server_url, p_webhook_url, p_api_key_sha256, p_secret_sha256)
  on conflict on constraint one_instance_per_channel do update set
    external_id = excluded.external_id, server_url = excluded.server_url, webhook_url = excluded.webhook_url,
    secret_hash = excluded.secret_hash,
    -- events already on their way carry the old key: it stays valid for a day
    previous_api_key_hash = case when i.api_key_hash is distinct from excluded.api_key_hash then i.api_key_hash else i.previous_api_key_hash end,
    previous_key_valid_until = case when i.api_key_hash is distinct from excluded.api_key_hash then now() + interval '24 hours' else i.previous_key_valid_until end,
    api_key_hash = excluded.api_key_hash, qr_code = null, pairing_code = null;
  perform app.activate_channel(p_tenant_id, v_channel_id, coalesce(p_display_name, p_external_id), null, 'connecting');
  return jsonb_build_object('channel_id', v_channel_id);
end;
$function$;

comment on function app.configure_evolution_channel(p_tenant_id uuid, p_external_id text, p_server_url text, p_webhook_url text, p_api_key_sha256 text, p_secret_sha256 text, p_credentials jsonb, p_display_name text, p_instance_id text, p_owner_phone text) is 'Caller: owner or admin, through evolution-webhook-provision. p_instance_id and p_owner_phone are what the server answers about the instance; address and name stand in for an id that it does not tell. Rotates key hashes, activates the channel. Returns {channel_id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT409 risk_not_accepted, PT409 instance_in_use, PT400 credentials_not_encrypted.';

grant execute on function app.configure_evolution_channel(p_tenant_id uuid, p_external_id text, p_server_url text, p_webhook_url text, p_api_key_sha256 text, p_secret_sha256 text, p_credentials jsonb, p_display_name text, p_instance_id text, p_owner_phone text) to authenticated;

CREATE OR REPLACE FUNCTION app.configure_twilio_channel(p_tenant_id uuid, p_account_sid text, p_sender_phone text, p_messaging_service_sid text, p_credentials jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_channel_id uuid := app.reserve_channel_id(p_tenant_id, 'twilio');
  v_phone text := app.canonical_phone(p_sender_phone);
  v_verified timestamptz;
begin
  if v_phone is null then
    raise sqlstate 'PT400' using message = 'invalid_phone';
  end if;
  -- as with instances; only the number that Twilio lends for trials is a sender of several accounts
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'sender', p_account_sid, v_phone), 0));
  if exists (
    select from public.twilio_accounts a
    join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id
    where a.account_sid = p_account_sid and a.sender_phone = v_phone and a.tenant_id <> p_tenant_id and c.is_active
  ) then
    raise sqlstate 'PT409' using message = 'sender_in_use', hint = 'Disconnect it from the other clinic first.';
  end if;
  perform app.store_credentials(p_tenant_id, v_channel_id, p_credentials);
  insert into public.twilio_accounts as a (tenant_id, channel_id, account_sid, messaging_service_sid, sender_phone)
  values (p_tenant_id, v_channel_id, p_account_sid, nullif(p_messaging_service_sid, ''), v_phone)
  on conflict on constraint one_account_per_channel do update set
    account_sid = excluded.account_sid, messaging_service_sid = excluded.messaging_service_sid, sender_phone = excluded.sender_phone,
    -- another number has still to show that its webhooks come here
    verified_at = case when (a.account_sid, a.sender_phone) = (excluded.account_sid, excluded.sender_phone) then a.verified_at end
  returning a.verified_at into v_verified;
  perform app.activate_channel(p_tenant_id, v_channel_id, v_phone, v_phone, case when v_verified is null then 'connecting' else 'open' end);
  return jsonb_build_object('channel_id', v_channel_id, 'state', case when v_verified is null then 'connecting' else 'open' end);
end;
$function$;

comment on function app.configure_twilio_channel(p_tenant_id uuid, p_account_sid text, p_sender_phone text, p_messaging_service_sid text, p_credentials jsonb) is 'Caller: owner or admin, through twilio-channel-provision. Returns {channel_id, state}: connecting until the account signs its first webhook. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_phone, PT409 sender_in_use, PT400 credentials_not_encrypted.';

grant execute on function app.configure_twilio_channel(p_tenant_id uuid, p_account_sid text, p_sender_phone text, p_messaging_service_sid text, p_credentials jsonb) to authenticated;

CREATE OR REPLACE FUNCTION app.count_late_message(p_message public.conversation_messages, p_action jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_is_inbound boolean := p_message.direction = 'inbound' and p_message.kind <> 'system';
  v_name text := app.sender_name(p_action);
  v_source text := app.name_source(p_action);
  v_thread public.conversation_threads;
begin
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id for no key update;
  v_thread.unread_count := v_thread.unread_count + v_is_inbound::int;
  update public.conversation_threads t set
    unread_count = app.unread_after_answer(v_thread),
    waiting_since = app.waiting_since(t.tenant_id, t.id),
    last_inbound_at = case when v_is_inbound then greatest(t.last_inbound_at, p_message.occurred_at) else t.last_inbound_at end,
    status = case when v_is_inbound then 'open' else t.status end,
    contact_name = case when app.takes_name(t.contact_name, t.name_source, v_name, v_source) then v_name else t.contact_name end,
    name_source = case when app.takes_name(t.contact_name, t.name_source, v_name, v_source) then v_source else t.name_source end,
    updated_at = clock_timestamp()
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id
  returning * into v_thread;
  perform app.broadcast_message(p_message, v_thread);
end;
$function$;

CREATE OR REPLACE FUNCTION app.create_automation_message(p_tenant_id uuid, p_thread_key text, p_client_id uuid, p_body text, p_reason text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_thread public.conversation_threads;
begin
  perform app.lock_send(p_tenant_id, p_client_id);
  v_thread := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_thread.id is null then
    return jsonb_build_object('skipped', 'conversation_not_found');
  end if;
  if v_thread.opted_out and p_reason <> 'opt_out_ack' then
    return jsonb_build_object('skipped', 'opted_out');
  end if;
  return app.enqueue_message(v_thread, p_client_id, p_body, null, 'automation', null);
exception when sqlstate 'PT409' or sqlstate 'PT402' then
  return jsonb_build_object('skipped', sqlerrm);
end;
$function$;

comment on function app.create_automation_message(p_tenant_id uuid, p_thread_key text, p_client_id uuid, p_body text, p_reason text) is 'Caller: workers. Like create_outbound_message; answers {skipped: code} where a person would get a refusal.';

grant execute on function app.create_automation_message(p_tenant_id uuid, p_thread_key text, p_client_id uuid, p_body text, p_reason text) to service_role;

CREATE OR REPLACE FUNCTION app.create_outbound_message(p_tenant_id uuid, p_thread_key text, p_client_id uuid, p_body text, p_reply_to uuid DEFAULT NULL::uuid, p_template jsonb DEFAULT NULL::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_thread public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  if p_client_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.lock_send(p_tenant_id, p_client_id);
  -- one writer a conversation: its messages get their times in the order they were asked for
  v_thread := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_thread.id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  if v_thread.opted_out then
    raise sqlstate 'PT409' using message = 'opted_out', hint = 'The person asked not to be written to.';
  end if;
  return app.enqueue_message(v_thread, p_client_id, p_body, p_reply_to, 'app', auth.uid(), p_template);
end;
$function$;

comment on function app.create_outbound_message(p_tenant_id uuid, p_thread_key text, p_client_id uuid, p_body text, p_reply_to uuid, p_template jsonb) is 'Caller: any member, through send-whatsapp-message. A text, or p_template {id, variables} in its place. Idempotent by client_id; a failed message is sent again. Returns {message, duplicate, lease}; no lease for one that waits for an earlier one of its conversation. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT404 conversation_not_found, PT409 opted_out, PT409 client_id_in_use, PT400 empty_body, PT400 body_too_long, PT409 no_active_channel, PT409 channel_disconnected, PT409 outside_24h_window, PT402 insufficient_credits, PT404 quoted_message_not_found; with a template PT400 body_with_template, PT409 template_not_supported, PT404 template_not_found, PT409 template_not_approved, PT400 template_variables_invalid, PT400 template_too_long.';

grant execute on function app.create_outbound_message(p_tenant_id uuid, p_thread_key text, p_client_id uuid, p_body text, p_reply_to uuid, p_template jsonb) to authenticated;

CREATE OR REPLACE FUNCTION app.credit_faults()
 RETURNS TABLE(tenant_id uuid, fault text)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return query
    select b.tenant_id, 'balance'
    from public.whatsapp_credits_balance b
    left join public.whatsapp_credits_transactions x on x.tenant_id = b.tenant_id
    group by b.tenant_id
    having (b.balance, b.debt_credits) is distinct from (coalesce(sum(x.amount), 0)::int, coalesce(sum(x.debt_change), 0)::int)
    union all
    select c.tenant_id, 'chain'
    from (
      select x.tenant_id, x.balance_after, x.amount,
        lag(x.balance_after, 1, 0) over (partition by x.tenant_id order by x.id) as balance_before
      from public.whatsapp_credits_transactions x
    ) c
    where c.balance_after <> c.balance_before + c.amount
    group by c.tenant_id
    union all
    select h.tenant_id, 'hold'
    from app.credit_holds h
    -- of the whole ledger at once: looked up hold by hold, it would be read once for each of them
    left join (
      select x.tenant_id, split_part(x.reference, ':', 2) as hold_id, -sum(x.amount - x.debt_change) as taken
      from public.whatsapp_credits_transactions x where x.reference like 'hold:%' group by 1, 2
    ) l on l.tenant_id = h.tenant_id and l.hold_id = h.id::text
    where h.credits - case when h.released_at is null then 0 else h.credits - h.settled_credits end is distinct from l.taken
      or coalesce(h.settled_credits, 0) > (
        select count(*) from app.credit_settlements s where s.tenant_id = h.tenant_id and s.hold_id = h.id and s.refunded_at is null);
end;
$function$;

comment on function app.credit_faults() is 'Caller: operators and tests. {tenant_id, fault balance|chain|hold}; no row is the only right answer.';

CREATE OR REPLACE FUNCTION app.credits_payload(p_balance public.whatsapp_credits_balance)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return jsonb_build_object('balance', p_balance.balance, 'debt_credits', p_balance.debt_credits,
    'low_balance', p_balance.low_balance_alerted_at is not null, 'updated_at', p_balance.updated_at);
end;
$function$;

comment on function app.credits_payload(p_balance public.whatsapp_credits_balance) is 'The balance as broadcast (event credits): {balance, debt_credits, low_balance, updated_at}.';

CREATE OR REPLACE FUNCTION app.credits_refunded(p_purchase public.whatsapp_credit_purchases, p_payment jsonb)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  with refunds as (
    select count(*) as told, coalesce(sum((r ->> 'value')::numeric) filter (where coalesce(r ->> 'status', 'DONE') = 'DONE'), 0) as reais
    from jsonb_array_elements(case jsonb_typeof(p_payment -> 'refunds') when 'array' then p_payment -> 'refunds' else '[]' end) r
    where jsonb_typeof(r -> 'value') = 'number' and (r ->> 'value')::numeric > 0 and r ->> 'status' is distinct from 'CANCELLED'
  ), unpaid as (
    select f.told, f.reais - greatest(0, case jsonb_typeof(p_payment -> 'value')
      when 'number' then (p_payment ->> 'value')::numeric - p_purchase.amount_brl end) as reais
    from refunds f
  )
  -- div: whole numbers, exactly
  select least(p_purchase.credits, div(p_purchase.credits * greatest(0, u.reais), p_purchase.amount_brl))::int
  from unpaid u where u.told > 0;
$function$;

CREATE OR REPLACE FUNCTION app.deactivate_channel(p_tenant_id uuid, p_channel_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_channel public.notification_channels;
begin
  perform app.require_admin(p_tenant_id);
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  update public.notification_channels set is_active = false
  where tenant_id = p_tenant_id and id = p_channel_id returning * into v_channel;
  if not found then
    raise sqlstate 'PT404' using message = 'channel_not_found';
  end if;
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
  return jsonb_build_object('channel_id', v_channel.id, 'provider', v_channel.provider, 'is_active', v_channel.is_active);
end;
$function$;

comment on function app.deactivate_channel(p_tenant_id uuid, p_channel_id uuid) is 'Caller: owner or admin. A repeated call changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 channel_not_found.';

grant execute on function app.deactivate_channel(p_tenant_id uuid, p_channel_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION app.enqueue_message(p_thread public.conversation_threads, p_client_id uuid, p_body text, p_reply_to uuid, p_origin text, p_sent_by uuid, p_template jsonb DEFAULT NULL::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_body text;
  v_is_template boolean;
  v_prepared jsonb;
  v_channel public.notification_channels;
  v_quoted public.conversation_messages;
  v_message public.conversation_messages;
  v_thread public.conversation_threads;
  v_uncertain boolean := false;
  v_waits boolean := app.line_is_busy(p_thread.tenant_id, p_thread.id);
  v_lease jsonb;
begin
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_thread.tenant_id and m.client_id = p_client_id for update;
  perform app.require_same_conversation(v_message, p_thread);
  if v_message.status <> 'failed' then
    return jsonb_build_object('message', to_jsonb(v_message), 'duplicate', true, 'lease', null);
  end if;
  -- a failed message is sent again as it is, whatever came with the repetition
  v_is_template := case when v_message.id is null then p_template is not null else v_message.content ? 'template' end;
  v_body := case when v_message.id is null then app.checked_body(p_body, v_is_template) else v_message.body end;
  v_channel := app.require_sendable_channel(p_thread, v_is_template);
  if v_is_template then
    v_prepared := app.prepare_template(v_channel, coalesce(v_message.content -> 'template', p_template));
    v_body := v_prepared ->> 'body';
  elsif v_channel.provider = 'twilio' and char_length(v_body) > 1600 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = 'The official number accepts up to 1600 characters.';
  end if;
  if p_reply_to is not null and v_message.id is null then
    select * into v_quoted from public.conversation_messages q
    where q.tenant_id = p_thread.tenant_id and q.id = p_reply_to and q.thread_id = p_thread.id;
    if not found then
      raise sqlstate 'PT404' using message = 'quoted_message_not_found';
    end if;
  end if;
  if v_message.id is not null then
    -- the person pressed "try again" on a failed message; one that may have arrived is looked for first, where it was
    -- sent, whatever channel the clinic has now
    v_uncertain := v_message.error_code is not distinct from 'delivery_unknown';
    update public.conversation_messages m set
      status = case when v_waits and not v_uncertain then 'queued' else 'sending' end, next_attempt_at = null,
      error_code = null, error_detail = null, provider_message_id = null,
      channel_id = case when v_uncertain then m.channel_id else v_channel.id end,
      provider = case when v_uncertain then m.provider else v_channel.provider end
    where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
  else
    insert into public.conversation_messages (tenant_id, thread_id, channel_id, provider, client_id, direction, origin, kind, body,
      content, reply_to_id, reply_to_provider_id, sent_by, status, occurred_at)
    values (p_thread.tenant_id, p_thread.id, v_channel.id, v_channel.provider, p_client_id, 'outbound', p_origin, 'text', v_body,
      coalesce(v_prepared -> 'content', '{}'), p_reply_to, v_quoted.provider_message_id, p_sent_by,
      case when v_waits then 'queued' else 'sending' end, clock_timestamp())
    on conflict (tenant_id, client_id) where client_id is not null do nothing
    returning * into v_message;
    if v_message.id is null then
      select * into v_message from public.conversation_messages m
      where m.tenant_id = p_thread.tenant_id and m.client_id = p_client_id;
      perform app.require_same_conversation(v_message, p_thread);
      return jsonb_build_object('message', to_jsonb(v_message), 'duplicate', true, 'lease', null);
    end if;
  end if;
  -- an answer opens what was finished; what goes out by itself does not
  if p_thread.status = 'finished' and p_origin = 'app' then
    update public.conversation_threads set status = 'open' where tenant_id = p_thread.tenant_id and id = p_thread.id;
  end if;
  v_thread := app.refresh_thread_summary(p_thread.tenant_id, p_thread.id);
  perform app.broadcast_message(v_message, v_thread);
  v_lease := app.lease_new_send(v_message, v_uncertain, v_waits);
  -- last, as the balance is the last to be locked
  perform app.charge_message(v_message);
  return jsonb_build_object('message', to_jsonb(v_message), 'duplicate', false, 'lease', v_lease);
end;
$function$;

CREATE OR REPLACE FUNCTION app.event_payload(e app.conversation_events)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return to_jsonb(e) - array['tenant_id', 'created_at'];
end;
$function$;

grant execute on function app.event_payload(e app.conversation_events) to service_role;

CREATE OR REPLACE FUNCTION app.fail_job(p_job_id bigint, p_lease_token uuid, p_error text, p_permanent boolean, p_retry_after_seconds integer)
 RETURNS text
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_job app.jobs;
begin
  update app.jobs j set
    last_error = left(p_error, 2000),
    lease_token = null,
    leased_until = null,
    dead_at = case when p_permanent or j.attempts >= j.max_attempts then now() end,
    run_at = now() + greatest(app.backoff(j.attempts), make_interval(secs => coalesce(p_retry_after_seconds, 0)))
  where j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  returning * into v_job;
  if v_job.dead_at is not null and v_job.kind = 'send_message' then
    -- nobody works on it any more: it must not look as if somebody did
    perform app.fail_message(v_job.tenant_id, (v_job.payload ->> 'message_id')::uuid, 'delivery_unknown', p_error);
  end if;
  return case when v_job.id is null then null when v_job.dead_at is null then 'retry' else 'dead' end;
end;
$function$;

comment on function app.fail_job(p_job_id bigint, p_lease_token uuid, p_error text, p_permanent boolean, p_retry_after_seconds integer) is 'Caller: worker that holds the lease. ''retry'' or ''dead''; NULL when the lease was lost.';

grant execute on function app.fail_job(p_job_id bigint, p_lease_token uuid, p_error text, p_permanent boolean, p_retry_after_seconds integer) to service_role;

CREATE OR REPLACE FUNCTION app.fail_message(p_tenant_id uuid, p_message_id uuid, p_code text, p_detail text)
 RETURNS public.conversation_messages
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_message public.conversation_messages;
begin
  update public.conversation_messages m set status = 'failed', error_code = p_code, error_detail = left(p_detail, 1000)
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.status in ('queued', 'sending')
  returning * into v_message;
  if found then
    perform app.publish_message(v_message);
  else
    select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  end if;
  return v_message;
end;
$function$;

CREATE OR REPLACE FUNCTION app.find_conversations(p_tenant_id uuid, p_search text)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_member(p_tenant_id);
  -- the patterns are part of the statement, so that its plan can use the index
  return query execute 'select s.thread_id from app.conversation_search s where s.tenant_id = $1 and '
    || coalesce(app.search_condition(p_search), 'true') using p_tenant_id;
end;
$function$;

comment on function app.find_conversations(p_tenant_id uuid, p_search text) is 'Caller: members, through list_conversations. Ids of the clinic''s conversations that a search finds by name or phone. Errors: PT401 not_signed_in, PT403 not_a_member.';

grant execute on function app.find_conversations(p_tenant_id uuid, p_search text) to authenticated;

CREATE OR REPLACE FUNCTION app.finish_job(p_job_id bigint, p_lease_token uuid)
 RETURNS boolean
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  update app.jobs set finished_at = now(), lease_token = null, leased_until = null
  where id = p_job_id and lease_token = p_lease_token and finished_at is null and dead_at is null
  returning true;
$function$;

comment on function app.finish_job(p_job_id bigint, p_lease_token uuid) is 'Caller: worker that holds the lease. NULL when the lease was lost: nothing changed.';

grant execute on function app.finish_job(p_job_id bigint, p_lease_token uuid) to service_role;

CREATE OR REPLACE FUNCTION app.first_name(p_tenant_id uuid, p_keys text[], p_name text, p_source text, OUT name text, OUT name_source text)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  select s.name, s.name_source into name, name_source from (
    select nullif(app.normalize_name(left(p_name, 200)), '') as name, p_source as name_source
    union all
    select n.name, n.name_source from app.known_names n where n.tenant_id = p_tenant_id and n.address = any (p_keys)
  ) s
  where app.name_rank(s.name, s.name_source) > 0
  order by app.name_rank(s.name, s.name_source) desc limit 1;
end;
$function$;

CREATE OR REPLACE FUNCTION app.found_tenant(p_owner uuid, p_name text, p_time_zone text)
 RETURNS public.tenants
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_base text := coalesce(nullif(btrim(left(regexp_replace(app.normalize_text(p_name), '[^a-z0-9]+', '-', 'g'), 40), '-'), ''), 'clinica');
  v_slug text := v_base;
  v_tenant public.tenants;
begin
  loop
    insert into public.tenants (slug, name, time_zone) values (v_slug, app.normalize_name(p_name), p_time_zone)
    on conflict (slug) do nothing returning * into v_tenant;
    exit when found;
    v_slug := v_base || '-' || encode(extensions.gen_random_bytes(3), 'hex');
  end loop;
  insert into public.tenant_members (tenant_id, user_id, role) values (v_tenant.id, p_owner, 'owner');
  return v_tenant;
end;
$function$;

grant execute on function app.found_tenant(p_owner uuid, p_name text, p_time_zone text) to service_role;

CREATE OR REPLACE FUNCTION app.grantable_roles(p_role text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
  select case p_role
    when 'owner' then array['owner', 'admin', 'supervisor', 'therapist', 'operator']
    when 'admin' then array['admin', 'supervisor', 'therapist', 'operator']
    else array[]::text[]
  end;
$function$;

grant execute on function app.grantable_roles(p_role text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.hold_whatsapp_credits(p_tenant_id uuid, p_hold_id uuid, p_credits integer, p_note text DEFAULT NULL::text)
 RETURNS app.credit_holds
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_hold app.credit_holds;
begin
  perform app.require_credits(p_credits, p_hold_id::text);
  -- before the balance, as whoever settles and releases takes them
  perform pg_advisory_xact_lock(uuid_hash_extended(p_hold_id, 5));
  perform app.post_credits(p_tenant_id, 'usage', -p_credits, 'hold:' || p_hold_id, false, null, null, null, p_note);
  insert into app.credit_holds (tenant_id, id, credits) values (p_tenant_id, p_hold_id, p_credits) on conflict do nothing;
  select * into v_hold from app.credit_holds h where h.tenant_id = p_tenant_id and h.id = p_hold_id;
  return v_hold;
end;
$function$;

comment on function app.hold_whatsapp_credits(p_tenant_id uuid, p_hold_id uuid, p_credits integer, p_note text) is 'Caller: a campaign that starts. Takes the credits out of the balance, once for the id. Errors: PT400 invalid_credits, PT400 invalid_reference, PT404 tenant_not_found, PT402 insufficient_credits, PT409 reference_in_use, PT409 reference_refunded after its release.';

CREATE OR REPLACE FUNCTION app.hurry_line(p_tenant_id uuid, p_thread_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  -- jobs are locked before conversations: one that is taken already is being worked on
  update app.jobs j set run_at = least(j.run_at, greatest(now(), j.tried_since + app.line_patience()))
  where j.id = (
    select h.id from app.jobs h
    where h.id = (select l.id from app.line_of(p_tenant_id, p_thread_id) l limit 1)
      and h.leased_until is null and h.tried_since is not null
      and h.run_at > greatest(now(), h.tried_since + app.line_patience())
    for update skip locked);
end;
$function$;

CREATE OR REPLACE FUNCTION app.incoming_actions(p_events jsonb)
 RETURNS app.incoming_action[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return (
    select array_agg(row(c.tenant_id, c.id, c.provider, a.action)::app.incoming_action)
    from (select distinct e ->> 'provider' as provider, e -> 'auth' as auth from jsonb_array_elements(p_events) e) s
    cross join app.authorize_event(s.provider, s.auth) c
    join jsonb_array_elements(p_events) e on e ->> 'provider' = s.provider and e -> 'auth' = s.auth
    cross join jsonb_path_query(e, '$.actions[*]') a (action)
    where c.id is not null);
end;
$function$;

CREATE OR REPLACE FUNCTION app.ingest_events(p_events jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_order int[] := '{0}';
  v_place int;
  v_event jsonb;
  v_auth jsonb;
  v_channel public.notification_channels;
  v_actions jsonb;
  v_outcome text;
  v_stored app.webhook_events[] := '{}';
  v_new int;
  v_incoming app.incoming_action;
  v_messages app.incoming_action[] := '{}';
  v_changes app.incoming_action[] := '{}';
  v_results jsonb[];
begin
  if jsonb_array_length(p_events) > 1 then
    v_order := app.ingest_order(p_events);
  end if;
  foreach v_place in array v_order loop
    v_event := p_events -> v_place;
    if v_auth is distinct from v_event -> 'auth' then
      v_auth := v_event -> 'auth';
      v_channel := app.authorize_event(v_event ->> 'provider', v_auth);
      -- a sign of life once a minute: a row that every webhook writes would queue them all
      if v_channel.id is not null and coalesce(v_channel.last_event_at < now() - interval '1 minute', true) then
        update public.notification_channels c set last_event_at = now()
        where c.ctid = (
          select k.ctid from public.notification_channels k where k.tenant_id = v_channel.tenant_id and k.id = v_channel.id
          for no key update skip locked);
      end if;
      if v_channel.connection_state <> 'open' and v_channel.provider = 'twilio' then
        v_channel := app.verify_twilio_channel(v_channel.tenant_id, v_channel.id);
      end if;
    end if;
    if v_channel.id is null then
      v_results[v_place + 1] := jsonb_build_object('outcome', 'unauthorized');
      continue;
    end if;
    v_actions := app.wanted_actions(v_channel.tenant_id, v_event);
    -- of several items some may be understood and others not: what was understood is applied all the same
    v_outcome := case when v_event ->> 'unparsed' is not null then 'unparsed' when v_actions = '[]' then 'ignored' else 'applied' end;
    v_results[v_place + 1] := jsonb_build_object('outcome', v_outcome, 'tenant_id', v_channel.tenant_id, 'channel_id', v_channel.id);
    v_stored := v_stored || row(v_channel.tenant_id, v_channel.id, v_event ->> 'event_key', v_event ->> 'provider',
      v_event ->> 'event_type', v_outcome, v_event ->> 'unparsed', v_event -> 'raw', now(), null)::app.webhook_events;
    for v_action_place in 0 .. jsonb_array_length(v_actions) - 1 loop
      v_incoming := row(v_channel.tenant_id, v_channel.id, v_channel.provider, v_actions -> v_action_place);
      if v_incoming.action #>> '{address,lid}' is not null
        and app.canonical_phone(v_incoming.action #>> '{address,phone}') = v_channel.phone then
        -- some gateways name the clinic's own phone beside a LID; it is not that person's
        v_incoming.action := v_incoming.action || jsonb_build_object('address', v_incoming.action -> 'address'
          || jsonb_build_object('phone', null, 'raw', (v_incoming.action #>> '{address,lid}') || '@lid'));
      end if;
      if v_incoming.action ->> 'type' = 'message' then
        v_messages := v_messages || v_incoming;
      else
        v_changes := v_changes || v_incoming;
      end if;
    end loop;
  end loop;

  insert into app.webhook_events select e.* from unnest(v_stored) e on conflict (tenant_id, channel_id, event_key) do nothing;
  get diagnostics v_new = row_count;
  if v_new < cardinality(v_stored) then
    if cardinality(v_order) > 1 then
      raise unique_violation using message = 'repeated_event_in_batch';
    end if;
    return jsonb_build_array(to_jsonb(v_results[1]) || jsonb_build_object('outcome', 'duplicate'));
  end if;
  if cardinality(v_order) = 1 then
    -- one of them may be here already, or make two conversations one
    foreach v_incoming in array v_messages loop
      perform app.apply_messages(array[v_incoming]);
    end loop;
  elsif v_messages <> '{}' then
    perform app.apply_messages(v_messages);
  end if;
  foreach v_incoming in array v_changes loop
    perform app.apply_action(v_incoming);
  end loop;
  return to_jsonb(v_results);
end;
$function$;

CREATE OR REPLACE FUNCTION app.ingest_order(p_events jsonb)
 RETURNS integer[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  return (
    select array_agg(e.place - 1
      order by e.event -> 'auth', coalesce(e.event #>> '{actions,0,address,phone}', e.event #>> '{actions,0,address,lid}'), e.place)
    from jsonb_array_elements(p_events) with ordinality e (event, place));
end;
$function$;

CREATE OR REPLACE FUNCTION app.ingest_refused_event(p_event jsonb, p_reason text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_stored jsonb := app.ingest_events(jsonb_build_array(p_event || jsonb_build_object(
    'actions', '[]'::jsonb, 'unparsed', concat_ws('; ', p_event ->> 'unparsed', p_reason)))) -> 0;
  v_tenant_id uuid := v_stored ->> 'tenant_id';
  v_action jsonb;
begin
  if jsonb_array_length(p_event -> 'actions') > 1 and v_stored ->> 'outcome' = 'unparsed' then
    for v_action in
      select a.action from jsonb_array_elements(app.wanted_actions(v_tenant_id, p_event)) with ordinality a (action, place)
      order by a.action ->> 'type' <> 'message', a.place
    loop
      begin
        perform app.apply_action(row(v_tenant_id, (v_stored ->> 'channel_id')::uuid, p_event ->> 'provider', v_action));
      exception when others then
        if not app.is_about_content(sqlstate) then
          raise;
        end if;
        -- the first one is the reason already
        update app.webhook_events e set reason = concat_ws('; ', e.reason, sqlerrm)
        where e.tenant_id = v_tenant_id and e.channel_id = (v_stored ->> 'channel_id')::uuid
          and e.event_key = p_event ->> 'event_key' and strpos(e.reason, sqlerrm) = 0;
      end;
    end loop;
  end if;
  return v_stored || jsonb_build_object('outcome', 'error', 'error', p_reason);
end;
$function$;

CREATE OR REPLACE FUNCTION app.ingest_whatsapp_events(p_events jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  v_is_batch boolean := jsonb_array_length(p_events) > 1 or jsonb_array_length(p_events #> '{0,actions}') > 1;
  v_place int;
  v_results jsonb[];
begin
  if p_events @? '$[*] ? (@.provider == "twilio" || @.actions[*].type == "connection" || @.actions[*].type == "qr")' then
    perform app.lock_channels(p_events);
  end if;
  if v_is_batch then
    perform app.lock_messages(p_events);
    -- events with one new message each need no more: what they write to is locked in one order when it is known
    if jsonb_array_length(p_events) = 1
      or p_events @? '$[*].actions[*] ? (@.type != "message" || @.sent_via_api == true)' or p_events @? '$[*].actions[1]' then
      perform app.lock_conversations(app.incoming_actions(p_events));
    end if;
  else
    perform pg_advisory_xact_lock(hashtextextended(
      coalesce(p_events #>> '{0,actions,0,target_provider_id}', p_events #>> '{0,actions,0,provider_message_id}'), 2));
  end if;
  begin
    return app.ingest_events(p_events);
  exception when others then
    if not app.is_about_content(sqlstate) then
      raise;
    end if;
  end;
  if v_is_batch then
    perform app.lock_conversations(app.incoming_actions(p_events));
  end if;
  foreach v_place in array app.ingest_order(p_events) loop
    begin
      v_results[v_place + 1] := app.ingest_events(jsonb_build_array(p_events -> v_place)) -> 0;
    exception when others then
      if not app.is_about_content(sqlstate) then
        raise;
      end if;
      v_results[v_place + 1] := app.ingest_refused_event(p_events -> v_place, sqlerrm);
    end;
  end loop;
  return to_jsonb(v_results);
end;
$function$;

comment on function app.ingest_whatsapp_events(p_events jsonb) is 'Caller: the inbound edge functions. Array of normalised events in, array of {outcome, tenant_id, channel_id, error?} out, same order, one transaction. Outcomes: applied, duplicate, ignored, unparsed, unauthorized (nothing stored), error (stored as unparsed; what else the event says is applied).';

grant execute on function app.ingest_whatsapp_events(p_events jsonb) to service_role;

CREATE OR REPLACE FUNCTION app.invitation_state(p_invitation public.tenant_invitations)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select case
    when p_invitation.accepted_at is not null then 'accepted'
    when p_invitation.revoked_at is not null then 'revoked'
    when p_invitation.expires_at <= now() then 'expired'
    else 'pending'
  end;
$function$;

grant execute on function app.invitation_state(p_invitation public.tenant_invitations) to service_role;

CREATE OR REPLACE FUNCTION app.is_about_content(p_sqlstate text)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  return left(p_sqlstate, 2) in ('22', '23', '54', 'PT');
end;
$function$;

CREATE OR REPLACE FUNCTION app.is_about_one_message(p_error_code text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select p_error_code in ('cancelled', 'opted_out', 'opted_out_at_provider', 'number_not_on_whatsapp', 'invalid_number',
    'outside_24h_window', 'template_required', 'template_not_found', 'template_rejected', 'template_variables_invalid',
    'channel_changed', 'no_active_channel', 'body_too_long');
$function$;

CREATE OR REPLACE FUNCTION app.is_authentic_event(p_provider text, p_auth jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_channel public.notification_channels := app.authorize_event(p_provider, p_auth);
begin
  return v_channel.id is not null;
end;
$function$;

comment on function app.is_authentic_event(p_provider text, p_auth jsonb) is 'Caller: the inbound edge functions, before they translate a large event. Errors: none.';

grant execute on function app.is_authentic_event(p_provider text, p_auth jsonb) to service_role;

CREATE OR REPLACE FUNCTION app.is_echo_of_send(p_message app.incoming_action, p_thread_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_action jsonb := p_message.action;
begin
  return (v_action ->> 'from_me')::boolean and app.claim_echo(
    p_message.tenant_id, p_message.channel_id, p_thread_id, v_action ->> 'provider_message_id',
    v_action ->> 'kind', v_action ->> 'body', coalesce((v_action ->> 'occurred_at')::timestamptz, now())) is not null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.is_email(p_email text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
  select coalesce(p_email = lower(app.normalize_name(p_email)) and char_length(p_email) <= 254
    and p_email ~ '^[^@\s,;:<>()\[\]"\\]+@([[:alnum:]]([[:alnum:]-]*[[:alnum:]])?\.)+[[:alpha:]]([[:alnum:]-]*[[:alnum:]])$', false);
$function$;

comment on function app.is_email(p_email text) is 'True when the text is one e-mail address in lower case, at a domain that has a name.';

grant execute on function app.is_email(p_email text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.is_followed(p_message public.conversation_messages, p_line_no bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return exists (
    select from app.line_of(p_message.tenant_id, p_message.thread_id) l where l.line_no > p_line_no);
end;
$function$;

CREATE OR REPLACE FUNCTION app.is_paid_after_reversal(p_purchase public.whatsapp_credit_purchases, p_payment jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select p_purchase.reversed_credits > coalesce(app.credits_refunded(p_purchase, p_payment), 0)
    and (p_payment ->> 'status' is null or app.is_paid_payment(p_payment));
$function$;

CREATE OR REPLACE FUNCTION app.is_paid_payment(p_payment jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select coalesce(p_payment ->> 'status' in ('RECEIVED', 'CONFIRMED', 'RECEIVED_IN_CASH', 'DUNNING_RECEIVED',
    'REFUND_REQUESTED', 'REFUND_IN_PROGRESS'), false);
$function$;

CREATE OR REPLACE FUNCTION app.is_saas_admin()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (select from app.saas_admins a where a.user_id = auth.uid());
$function$;

grant execute on function app.is_saas_admin() to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.is_valid_cpf_cnpj(p_document text)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO ''
AS $function$
declare
  v_length int := char_length(p_document);
  v_position int;
  v_weight int;
  v_sum int;
  v_digit int;
begin
  if p_document !~ '^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$' or p_document ~ '^(.)\1*$' then
    return false;
  end if;
  for v_check in v_length - 1 .. v_length loop
    v_sum := 0;
    for i in 1 .. v_check - 1 loop
      v_position := v_check - i;
      v_weight := case when v_length = 11 then v_position + 1 else (v_position - 1) % 8 + 2 end;
      v_sum := v_sum + (ascii(substr(p_document, i, 1)) - 48) * v_weight;
    end loop;
    v_digit := (v_sum * 10) % 11 % 10;
    if v_digit <> substr(p_document, v_check, 1)::int then
      return false;
    end if;
  end loop;
  return true;
end;
$function$;

comment on function app.is_valid_cpf_cnpj(p_document text) is 'True for a CPF (11 digits) or CNPJ (12 digits or capital letters, 2 digits) with right check digits and without punctuation.';

grant execute on function app.is_valid_cpf_cnpj(p_document text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.job_lease()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select interval '60 seconds';
$function$;

CREATE OR REPLACE FUNCTION app.known_provider_ids(p_tenant_id uuid, p_channel_id uuid, p_ids jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_agg(m.provider_message_id), '[]')
  from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id
    -- one that seems to be written on the phone may be the lost one: better taken for it than sent twice
    and m.origin <> 'phone'
    and m.provider_message_id in (select i from jsonb_array_elements_text(p_ids) i);
$function$;

comment on function app.known_provider_ids(p_tenant_id uuid, p_channel_id uuid, p_ids jsonb) is 'Caller: the sender of a leased attempt. Those of the provider''s ids that belong to stored messages other than those from the phone.';

grant execute on function app.known_provider_ids(p_tenant_id uuid, p_channel_id uuid, p_ids jsonb) to service_role;

CREATE OR REPLACE FUNCTION app.known_threads(p_messages app.incoming_action[])
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return (
    select array_agg(a.thread_id order by m.place)
    from unnest(p_messages) with ordinality m (tenant_id, channel_id, provider, action, place)
    left join public.conversation_addresses a on a.tenant_id = m.tenant_id and a.channel = 'whatsapp'
      and a.address = app.canonical_phone(m.action #>> '{address,phone}') and m.action #>> '{address,group}' is null
      and (coalesce(m.action #>> '{address,lid}', m.action #>> '{address,user}') is null or exists (
        select from public.conversation_addresses l
        where l.tenant_id = a.tenant_id and l.channel = 'whatsapp' and l.thread_id = a.thread_id
          and l.address = coalesce('lid:' || (m.action #>> '{address,lid}'), 'user:' || (m.action #>> '{address,user}')))));
end;
$function$;

CREATE OR REPLACE FUNCTION app.late_refusal(p_message public.conversation_messages)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select case
    when exists (
      select from public.conversation_optouts o
      where o.tenant_id = p_message.tenant_id and o.thread_id = p_message.thread_id
        and (p_message.origin = 'app' or o.created_at > p_message.created_at)
    ) then 'opted_out'
    else (
      select case when c.id is null then 'no_active_channel' when c.id <> p_message.channel_id then 'channel_changed' end
      from (values (p_message.tenant_id)) m (tenant_id)
      left join public.notification_channels c on c.tenant_id = m.tenant_id and c.is_active)
  end;
$function$;

CREATE OR REPLACE FUNCTION app.latest_opt_word(p_tenant_id uuid, p_thread_id uuid, OUT effect text, OUT said_at timestamp with time zone)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  select m.opt_effect, m.occurred_at into effect, said_at
  from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.opt_effect is not null
  order by m.occurred_at desc, m.id desc limit 1;
end;
$function$;

CREATE OR REPLACE FUNCTION app.learn_contact_name(p_tenant_id uuid, p_address jsonb, p_name text, p_name_source text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_keys text[] := app.address_keys(p_address);
  v_thread public.conversation_threads;
begin
  -- what people call themselves comes with every message of theirs
  if p_name_source <> 'profile' and p_name is not null then
    insert into app.known_names as n (tenant_id, address, name, name_source)
    select p_tenant_id, k, p_name, p_name_source from unnest(v_keys) k order by k
    on conflict (tenant_id, address) do update set name = excluded.name, name_source = excluded.name_source
    where app.takes_name(n.name, n.name_source, excluded.name, excluded.name_source);
  end if;
  for v_thread in
    update public.conversation_threads t set contact_name = p_name, name_source = p_name_source, updated_at = clock_timestamp()
    where t.tenant_id = p_tenant_id and t.id in (
        select a.thread_id from public.conversation_addresses a
        where a.tenant_id = p_tenant_id and a.channel = 'whatsapp' and a.address = any (v_keys))
      and app.takes_name(t.contact_name, t.name_source, p_name, p_name_source)
    returning t.*
  loop
    perform app.publish_thread(v_thread);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.learn_lid(p_tenant_id uuid, p_thread_id uuid, p_lid text)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_known uuid;
begin
  if not exists (
    select from public.conversation_threads t
    where t.tenant_id = p_tenant_id and t.id = p_thread_id and t.phone is not null and not t.is_group
  ) then
    return false;
  end if;
  perform app.lock_addresses(p_tenant_id, array['lid:' || p_lid]);
  select a.thread_id into v_known from public.conversation_addresses a
  where a.tenant_id = p_tenant_id and a.channel = 'whatsapp' and a.address = 'lid:' || p_lid;
  if v_known is null then
    insert into public.conversation_addresses (tenant_id, channel, address, thread_id)
    values (p_tenant_id, 'whatsapp', 'lid:' || p_lid, p_thread_id);
    return true;
  elsif v_known <> p_thread_id
    and (select t.phone is null from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_known) then
    perform app.merge_threads(p_tenant_id, v_known, p_thread_id);
    return true;
  end if;
  return false;
end;
$function$;

CREATE OR REPLACE FUNCTION app.learn_lid_of_send(p_message app.incoming_action)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_thread_id uuid;
begin
  if p_message.action #>> '{address,phone}' is not null or p_message.action #>> '{address,lid}' is null then
    return false;
  end if;
  select m.thread_id into v_thread_id from public.conversation_messages m
  where m.tenant_id = p_message.tenant_id and m.channel_id = p_message.channel_id
    and m.provider_message_id = p_message.action ->> 'provider_message_id';
  return found and app.learn_lid(p_message.tenant_id, v_thread_id, p_message.action #>> '{address,lid}');
end;
$function$;

CREATE OR REPLACE FUNCTION app.lease_new_send(p_message public.conversation_messages, p_uncertain boolean, p_waits boolean)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_job app.jobs;
  v_token uuid := case when not p_waits then gen_random_uuid() end;
  v_leased_until timestamptz := case when not p_waits then clock_timestamp() + app.job_lease() end;
  v_run_at timestamptz := case when p_waits then now() + app.line_look() else now() end;
begin
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, attempts, lease_token, leased_until, run_at, tried_since)
  values (p_message.tenant_id, 'send_message', jsonb_build_object('message_id', p_message.id), 'send:' || p_message.id,
    case when p_waits then 0 else 1 end, v_token, v_leased_until, v_run_at, case when not p_waits then clock_timestamp() end)
  on conflict (dedupe_key) where dedupe_key is not null and finished_at is null do update set
    attempts = excluded.attempts, lease_token = v_token, leased_until = v_leased_until, dead_at = null,
    run_at = v_run_at, last_error = null, line_no = excluded.line_no, tried_since = excluded.tried_since
  returning * into v_job;
  if p_waits then
    perform app.hurry_line(p_message.tenant_id, p_message.thread_id);
    return null;
  end if;
  return app.send_lease(v_job, p_message, p_uncertain);
end;
$function$;

CREATE OR REPLACE FUNCTION app.lease_next(p_tenant_id uuid, p_thread_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_job app.jobs;
  v_lease jsonb;
begin
  -- one that must not be sent any more is closed on the way
  for v_try in 1 .. 20 loop
    select l.* into v_job from app.line_of(p_tenant_id, p_thread_id) l limit 1;
    exit when not found;
    -- the caller holds the conversation, so nothing that comes before it in the order of locks may be waited for
    select j.* into v_job from app.jobs j
    where j.id = v_job.id and j.finished_at is null and j.dead_at is null
      and (j.leased_until is null or j.leased_until < clock_timestamp())
    for update skip locked;
    exit when not found;
    perform from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid and m.next_attempt_at is null
    for update skip locked;
    exit when not found;
    update app.jobs j set
      attempts = j.attempts + 1, lease_token = gen_random_uuid(), leased_until = clock_timestamp() + app.job_lease()
    where j.id = v_job.id returning * into v_job;
    v_lease := app.open_send(v_job);
    exit when v_lease is not null;
  end loop;
  return v_lease;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lift_opt_out(p_tenant_id uuid, p_thread_ids uuid[], p_said_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  delete from public.conversation_optouts o
  where o.tenant_id = p_tenant_id and o.thread_id = any (p_thread_ids) and (o.keyword is not null or o.created_at < p_said_at);
  return found;
end;
$function$;

CREATE OR REPLACE FUNCTION app.line_is_busy(p_tenant_id uuid, p_thread_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return exists (
    select from public.conversation_messages m
    join app.jobs j on j.dedupe_key = 'send:' || m.id and j.finished_at is null and j.dead_at is null
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.status in ('queued', 'sending'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.line_look()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select interval '10 seconds';
$function$;

CREATE OR REPLACE FUNCTION app.line_of(p_tenant_id uuid, p_thread_id uuid)
 RETURNS SETOF app.jobs
 LANGUAGE plpgsql
 STABLE ROWS 2
 SET search_path TO ''
AS $function$
begin
  return query
    select j.* from public.conversation_messages m
    join app.jobs j on j.dedupe_key = 'send:' || m.id and j.finished_at is null and j.dead_at is null
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.status in ('queued', 'sending')
    order by j.line_no;
end;
$function$;

CREATE OR REPLACE FUNCTION app.line_patience()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select interval '10 minutes';
$function$;

CREATE OR REPLACE FUNCTION app.lock_addon(p_tenant_id uuid, p_addon_type text, p_at timestamp with time zone)
 RETURNS public.addon_credits
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_addon public.addon_credits;
  v_time_zone text;
begin
  select t.time_zone into v_time_zone from public.tenants t where t.id = p_tenant_id;
  if not found then
    raise sqlstate 'PT404' using message = 'tenant_not_found';
  end if;
  select * into v_addon from public.addon_credits a where a.tenant_id = p_tenant_id and a.addon_type = p_addon_type for update;
  if not found then
    if p_addon_type is null or not exists (
      select from public.addon_products p where p.addon_type = p_addon_type and p.deleted_at is null) then
      raise sqlstate 'PT404' using message = 'addon_not_found', detail = coalesce(p_addon_type, '');
    end if;
    insert into public.addon_credits (tenant_id, addon_type) values (p_tenant_id, p_addon_type) returning * into v_addon;
  end if;
  if coalesce(v_addon.daily_reset_at, '-infinity') <= p_at then
    v_addon.daily_used := 0;
    v_addon.daily_reset_at := app.next_local_midnight(
      greatest(p_at, v_addon.daily_reset_at + interval '23 hours' - interval '1 microsecond'), v_time_zone);
  end if;
  if coalesce(v_addon.hourly_reset_at, '-infinity') <= p_at then
    v_addon.hourly_used := 0;
    v_addon.hourly_reset_at := app.next_local_hour(
      greatest(p_at, v_addon.hourly_reset_at + interval '1 hour' - interval '1 microsecond'), v_time_zone);
  end if;
  return v_addon;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_addresses(p_tenant_id uuid, p_keys text[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || k, 1)) from (select k from unnest(p_keys) k order by k) s;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_channels(p_events jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform from public.notification_channels c
  where c.id in (
    select a.id from (
      select e ->> 'provider' as provider, e -> 'auth' as auth,
        bool_or(e @? '$.actions[*] ? (@.type == "connection" || @.type == "qr")') as tells_state
      from jsonb_array_elements(p_events) e group by 1, 2) s
    cross join app.authorize_event(s.provider, s.auth) a
    where s.tells_state or (a.provider = 'twilio' and a.connection_state <> 'open'))
  order by c.id for no key update;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_conversations(p_actions app.incoming_action[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_tenants uuid[] := array(select distinct a.tenant_id from unnest(p_actions) a);
  v_written app.incoming_action[] := array(select a from unnest(p_actions) a where (a).action ->> 'type' = 'message');
  v_thread_ids uuid[] := app.lock_threads_to_be(v_written);
  v_merged uuid[] := app.threads_to_merge(v_written);
  v_messages uuid[];
begin
  select array_agg(m.id) into v_messages from (
    select m.id from unnest(p_actions) a
    join public.conversation_messages m on m.tenant_id = a.tenant_id and m.channel_id = a.channel_id
      and m.provider_message_id = coalesce(a.action ->> 'target_provider_id', a.action ->> 'provider_message_id')
    union
    select m.id from unnest(p_actions) a
    join public.conversation_messages m on m.tenant_id = a.tenant_id
      and m.id = case when pg_input_is_valid(a.action ->> 'message_id', 'uuid') then (a.action ->> 'message_id')::uuid end
    union
    -- sends whose echo this may be
    select m.id from unnest(v_written, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id)
    join public.conversation_messages m on m.tenant_id = n.tenant_id and m.thread_id = n.thread_id
      and m.status = 'sending' and m.provider_message_id is null
    where (n.action ->> 'sent_via_api')::boolean
    union
    select m.id from public.conversation_messages m where m.tenant_id = any (v_tenants) and m.thread_id = any (v_merged)
  ) m;
  perform from public.conversation_messages m
  where m.tenant_id = any (v_tenants) and m.id = any (v_messages)
  order by m.tenant_id, m.id for update;
  -- in full: one may go into another, and a weaker lock, made stronger then, would wait for whoever waits for it
  perform from public.conversation_threads t
  where (t.tenant_id, t.id) in (
    -- read again: they may have moved while they were waited for
    select m.tenant_id, m.thread_id from public.conversation_messages m
    where m.tenant_id = any (v_tenants) and m.id = any (v_messages)
    union
    select n.tenant_id, n.thread_id from unnest(v_written, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id)
    union
    -- somebody whose other address is known
    select d.tenant_id, d.thread_id
    from unnest(v_written, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id)
    join public.conversation_addresses d on d.tenant_id = n.tenant_id and d.channel = 'whatsapp'
      and d.address = any (app.address_keys(n.action -> 'address'))
    where n.thread_id is null)
  order by t.tenant_id, t.id for update;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_credits(p_tenant_id uuid)
 RETURNS public.whatsapp_credits_balance
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_balance public.whatsapp_credits_balance;
begin
  perform pg_advisory_xact_lock(uuid_hash_extended(p_tenant_id, 4));
  select * into v_balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id for update;
  if not found then
    insert into public.whatsapp_credits_balance (tenant_id) select t.id from public.tenants t where t.id = p_tenant_id
    returning * into v_balance;
    if not found then
      raise sqlstate 'PT404' using message = 'tenant_not_found';
    end if;
  end if;
  return v_balance;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_manageable_member(p_tenant_id uuid, p_user_id uuid, p_caller_role text)
 RETURNS public.tenant_members
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_row public.tenant_members;
begin
  select * into v_row from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'member_not_found';
  end if;
  if not v_row.role = any (app.grantable_roles(p_caller_role)) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only an owner can change another owner.';
  end if;
  return v_row;
end;
$function$;

grant execute on function app.lock_manageable_member(p_tenant_id uuid, p_user_id uuid, p_caller_role text) to service_role;

CREATE OR REPLACE FUNCTION app.lock_messages(p_events jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform pg_advisory_xact_lock(l.key) from (
    select distinct hashtextextended(coalesce(a ->> 'target_provider_id', a ->> 'provider_message_id'), 2) as key
    from jsonb_array_elements(p_events) e, jsonb_array_elements(e -> 'actions') a
    where coalesce(a ->> 'target_provider_id', a ->> 'provider_message_id') is not null
    order by 1
  ) l;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_outbound(p_tenant_id uuid, p_message_id uuid)
 RETURNS public.conversation_messages
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_message public.conversation_messages;
begin
  perform app.require_member(p_tenant_id);
  perform from app.jobs j where j.dedupe_key = 'send:' || p_message_id and j.tenant_id = p_tenant_id and j.finished_at is null
  for update;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.direction = 'outbound' for update;
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  return v_message;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_person(p_user_id uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  select pg_advisory_xact_lock(hashtextextended('person:' || p_user_id, 0));
$function$;

grant execute on function app.lock_person(p_user_id uuid) to service_role;

CREATE OR REPLACE FUNCTION app.lock_purchase_of_payment(p_payment jsonb)
 RETURNS public.whatsapp_credit_purchases
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_reference text := p_payment ->> 'externalReference';
  v_purchase public.whatsapp_credit_purchases;
begin
  select * into v_purchase from public.whatsapp_credit_purchases c where c.asaas_payment_id = p_payment ->> 'id' for update;
  if not found and v_reference ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_purchase from public.whatsapp_credit_purchases c where c.id = v_reference::uuid for update;
  end if;
  return v_purchase;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_send(p_tenant_id uuid, p_client_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id::text || p_client_id, 3));
  perform from app.jobs j
  where j.finished_at is null and j.dedupe_key = 'send:' || (
    select m.id from public.conversation_messages m where m.tenant_id = p_tenant_id and m.client_id = p_client_id)
  for update;
  perform from public.conversation_messages m where m.tenant_id = p_tenant_id and m.client_id = p_client_id for update;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_team(p_tenant_id uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  select pg_advisory_xact_lock(hashtextextended('team:' || p_tenant_id, 0));
$function$;

grant execute on function app.lock_team(p_tenant_id uuid) to service_role;

CREATE OR REPLACE FUNCTION app.lock_team_as_admin(p_tenant_id uuid)
 RETURNS text
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform app.require_admin(p_tenant_id);
  perform app.lock_team(p_tenant_id);
  return app.require_admin(p_tenant_id);
end;
$function$;

comment on function app.lock_team_as_admin(p_tenant_id uuid) is 'The caller''s role in the clinic, which nobody changes until the transaction ends. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

grant execute on function app.lock_team_as_admin(p_tenant_id uuid) to service_role;

CREATE OR REPLACE FUNCTION app.lock_thread(p_tenant_id uuid, p_thread_key text)
 RETURNS public.conversation_threads
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_row public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_thread_of_key(p_tenant_id uuid, p_thread_key text)
 RETURNS public.conversation_threads
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_id uuid;
  v_row public.conversation_threads;
begin
  loop
    v_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
    select t.* into v_row from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_id for update;
    exit when found or v_id is null;
  end loop;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_threads_to_be(p_messages app.incoming_action[])
 RETURNS uuid[]
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_known uuid[] := app.known_threads(p_messages);
begin
  if array_position(v_known, null) is null then
    return v_known;
  end if;
  perform app.lock_addresses(n.tenant_id, array_agg(k.key))
  from unnest(p_messages, v_known) n (tenant_id, channel_id, provider, action, thread_id),
    unnest(app.address_keys(n.action -> 'address')) k (key)
  where n.thread_id is null group by n.tenant_id order by n.tenant_id;
  return app.known_threads(p_messages);
end;
$function$;

CREATE OR REPLACE FUNCTION app.may_have_come_back(p_purchase public.whatsapp_credit_purchases)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select exists (
    select from app.asaas_events e
    where e.tenant_id = p_purchase.tenant_id and e.purchase_id = p_purchase.id
      and e.reason in ('dispute_won', 'paid_after_reversal', 'refund_denied'));
$function$;

CREATE OR REPLACE FUNCTION app.merge_threads(p_tenant_id uuid, p_from uuid, p_into uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_from public.conversation_threads;
  v_into public.conversation_threads;
  v_from_is_named boolean;
  v_word record;
begin
  -- messages before conversations, as everywhere; what is written between the two locks is moved as well
  perform from public.conversation_messages m where m.tenant_id = p_tenant_id and m.thread_id = p_from order by m.id for update;
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id in (p_from, p_into) order by t.id for update;
  select * into v_from from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_from;
  select app.name_rank(v_from.contact_name, v_from.name_source) > app.name_rank(t.contact_name, t.name_source) into v_from_is_named
  from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_into;
  update public.conversation_messages set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  update public.conversation_addresses set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  update app.conversation_events set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  -- whoever opted out in one of them may have opted in again in the other
  v_word := app.latest_opt_word(p_tenant_id, p_into);
  if v_word.effect = 'opt_in' then
    perform app.lift_opt_out(p_tenant_id, array[p_from, p_into], v_word.said_at);
  end if;
  insert into public.conversation_optouts (tenant_id, thread_id, keyword, created_by, created_at)
  select o.tenant_id, p_into, o.keyword, o.created_by, o.created_at
  from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = p_from
  on conflict do nothing;
  update public.conversation_threads t set
    unread_count = t.unread_count + v_from.unread_count,
    contact_name = case when v_from_is_named then v_from.contact_name else t.contact_name end,
    name_source = case when v_from_is_named then v_from.name_source else t.name_source end,
    opted_out = exists (
      select from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = p_into),
    assigned_to = coalesce(t.assigned_to, v_from.assigned_to),
    assigned_at = coalesce(t.assigned_at, v_from.assigned_at),
    last_inbound_at = greatest(t.last_inbound_at, v_from.last_inbound_at),
    last_reaction = case when (v_from.last_reaction ->> 'at')::timestamptz > coalesce((t.last_reaction ->> 'at')::timestamptz, '-infinity')
      then v_from.last_reaction else t.last_reaction end,
    status = case when 'open' in (t.status, v_from.status) then 'open' else 'finished' end,
    created_at = least(t.created_at, v_from.created_at)
  where t.tenant_id = p_tenant_id and t.id = p_into;
  delete from public.conversation_threads where tenant_id = p_tenant_id and id = p_from;
  update public.conversation_threads t set unread_count = app.unread_after_answer(t)
  where t.tenant_id = p_tenant_id and t.id = p_into and t.unread_count > 0;
  v_into := app.refresh_thread_summary(p_tenant_id, p_into);
  perform app.broadcast(p_tenant_id, 'thread_merged',
    jsonb_build_object('from_id', p_from, 'into_id', p_into, 'into_key', v_into.thread_key));
  perform app.broadcast(p_tenant_id, 'thread', jsonb_build_object('thread', app.thread_payload(v_into)));
end;
$function$;

grant execute on function app.merge_threads(p_tenant_id uuid, p_from uuid, p_into uuid) to service_role;

CREATE OR REPLACE FUNCTION app.message_event(m public.conversation_messages, t public.conversation_threads)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return jsonb_build_object('thread', app.thread_payload(t), 'message', app.message_payload(m));
end;
$function$;

comment on function app.message_event(m public.conversation_messages, t public.conversation_threads) is 'The event "message": {thread, message}.';

grant execute on function app.message_event(m public.conversation_messages, t public.conversation_threads) to service_role;

CREATE OR REPLACE FUNCTION app.message_payload(m public.conversation_messages)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  if char_length(m.body) > 2000 then
    m.body := left(m.body, 2000);
    return to_jsonb(m) - array['channel_id', 'reacted_at', 'opt_effect'] || '{"truncated": true}';
  end if;
  return to_jsonb(m) - array['channel_id', 'reacted_at', 'opt_effect'];
end;
$function$;

comment on function app.message_payload(m public.conversation_messages) is 'A message as broadcast; a body beyond 2,000 characters is cut (truncated: true).';

grant execute on function app.message_payload(m public.conversation_messages) to service_role;

CREATE OR REPLACE FUNCTION app.message_payment(p_message public.conversation_messages)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return (
    select x.kind from public.whatsapp_credits_transactions x
    where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.reference like 'message:%'
    order by x.id desc limit 1);
end;
$function$;

CREATE OR REPLACE FUNCTION app.message_preview(p_kind text, p_body text, p_content jsonb)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  return left(regexp_replace(coalesce(nullif(p_body, ''), p_content ->> 'title', p_content ->> 'name', ''), '\s+', ' ', 'g'), 120);
end;
$function$;

comment on function app.message_preview(p_kind text, p_body text, p_content jsonb) is 'First 120 characters for lists; empty for media without caption (the list shows the kind).';

grant execute on function app.message_preview(p_kind text, p_body text, p_content jsonb) to service_role;

CREATE OR REPLACE FUNCTION app.my_tenant_ids()
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query
    select m.tenant_id from public.tenant_members m
    where m.user_id = auth.uid() and m.status = 'active';
end;
$function$;

comment on function app.my_tenant_ids() is 'Clinics in which the caller is an active member. Used by every policy.';

grant execute on function app.my_tenant_ids() to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.my_tenant_ids_as(p_roles text[])
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query
    select m.tenant_id from public.tenant_members m
    where m.user_id = auth.uid() and m.status = 'active' and m.role = any (p_roles);
end;
$function$;

comment on function app.my_tenant_ids_as(p_roles text[]) is 'Clinics in which the caller is active with one of the roles.';

grant execute on function app.my_tenant_ids_as(p_roles text[]) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.name_rank(p_name text, p_source text)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  return case
    when p_name is null then 0
    when p_source = 'person' then 5
    when p_source = 'group' then 4
    when p_name !~ '[A-Za-z\u00aa\u00ba\u00c0-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufefc\U0001d400-\U0001d7ff]' then 0
    when p_source = 'address_book' then 3
    when p_source = 'business' then 2
    else 1
  end;
end;
$function$;

comment on function app.name_rank(p_name text, p_source text) is 'The rule of names: the higher rank is shown; 0 is no name.';

CREATE OR REPLACE FUNCTION app.name_source(p_action jsonb)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  return coalesce(p_action ->> 'name_source', 'profile');
end;
$function$;

CREATE OR REPLACE FUNCTION app.next_local_hour(p_at timestamp with time zone, p_time_zone text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select p_at - (w.local - date_trunc('hour', w.local)) + interval '1 hour' from (select p_at at time zone p_time_zone) w (local);
$function$;

CREATE OR REPLACE FUNCTION app.next_local_midnight(p_at timestamp with time zone, p_time_zone text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select (date_trunc('day', p_at at time zone p_time_zone) + interval '1 day') at time zone p_time_zone;
$function$;

CREATE OR REPLACE FUNCTION app.next_purchase_check(p_purchase public.whatsapp_credit_purchases)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select case
    when p_purchase.status = 'pending' then
      now() + case when p_purchase.expires_at < now() - interval '14 days' then interval '1 day' else interval '5 minutes' end
    when p_purchase.paid_at is not null then case
      when p_purchase.paid_at > now() - interval '30 days' or exists (
        select from app.asaas_events e
        where e.tenant_id = p_purchase.tenant_id and e.purchase_id = p_purchase.id and e.received_at > now() - interval '30 days'
      ) then now() + interval '1 day' end
    when p_purchase.expires_at > now() - interval '14 days' then now() + interval '6 hours'
  end;
$function$;

CREATE OR REPLACE FUNCTION app.normalise_cpf_cnpj(p_typed text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO ''
AS $function$
declare
  v_text text := regexp_replace(p_typed, '[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]', '', 'g');
begin
  v_text := regexp_replace(v_text, '^[\s\u00a0]*(cpf|cnpj)(/cnpj)?[\s\u00a0:]+', '', 'i');
  v_text := regexp_replace(v_text, '[.,/\-\s\u00a0\u2007\u202f\u2010-\u2015\u2212]', '', 'g');
  v_text := translate(v_text, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  if v_text ~ '^[0-9]{8,10}$' then
    v_text := lpad(v_text, 11, '0');
  elsif v_text ~ '^[0-9]{11,13}$' and not app.is_valid_cpf_cnpj(v_text) then
    v_text := lpad(v_text, 14, '0');
  end if;
  return case when app.is_valid_cpf_cnpj(v_text) then v_text end;
end;
$function$;

comment on function app.normalise_cpf_cnpj(p_typed text) is 'The CPF or CNPJ in what was typed, without punctuation; NULL when there is no valid one.';

grant execute on function app.normalise_cpf_cnpj(p_typed text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.normalize_lines(p_words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO ''
AS $function$
  select btrim(string_agg(app.normalize_name(l.line), E'\n' order by l.n), E'\n')
  from regexp_split_to_table(p_words, '\r\n|[\n\r\u0085\u2028\u2029]') with ordinality l (line, n);
$function$;

comment on function app.normalize_lines(p_words text) is 'Words of several lines, each as app.normalize_name leaves it.';

grant execute on function app.normalize_lines(p_words text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.normalize_name(p_name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO ''
AS $function$
  select btrim(regexp_replace(regexp_replace(regexp_replace(
    normalize(p_name, nfc),
    '(?<![\u2190-\u21FF\u2300-\u27BF\u2B00-\u2BFF\U0001F000-\U0001FAFF\uFE0F])\u200D|\u200D(?![\u2190-\u21FF\u2300-\u27BF\u2B00-\u2BFF\U0001F000-\U0001FAFF])'
    || '|(?<![0-9#*\u00A9\u00AE\u203C\u2049\u2122\u2139\u2190-\u21FF\u2300-\u27BF\u2B00-\u2BFF\u3030\u303D\u3297\u3299\U0001F000-\U0001FAFF])\uFE0F'
    || '|(?<![\U0001F3F4\U000E0020-\U000E007F])[\U000E0020-\U000E007F]+', '', 'g'),
    '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0E\uFEFF\uFFA0\uFFF9-\uFFFB\U000E0000-\U000E001F\U000E0100-\U000E0FFF]+', '', 'g'),
    '[\s\u0001-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+', ' ', 'g'));
$function$;

comment on function app.normalize_name(p_name text) is 'A name on one line: NFC, single spaces, without control, invisible and direction characters.';

grant execute on function app.normalize_name(p_name text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.normalize_phone(p_typed text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO ''
AS $function$
declare
  -- direction marks, zero-width characters, BOM
  v_text text := btrim(regexp_replace(regexp_replace(p_typed, '[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]', '', 'g'), '[\s\u00a0\u202f]+', ' ', 'g'));
  v_number text[];
  v_digits text;
  v_national text[];
begin
  if strpos(v_text, '@') > 0 then
    v_text := '+' || (regexp_match(v_text, '^([0-9]+)(?:_[0-9]+)?(?::[0-9]+)?@(?:s\.whatsapp\.net|c\.us|hosted)$'))[1];
  elsif v_text like 'whatsapp:%' then
    v_text := substr(v_text, 10);
  end if;
  -- one number, words and punctuation around it: a letter or ? between its digits or next to them is a digit that was lost
  v_text := regexp_replace(v_text, '(^|[^0-9A-Za-z])0[xX]{2}\s?(?=[(0-9])', '\10');
  v_number := regexp_match(v_text, '^([^0-9]*)([0-9](?:[^[:alpha:]?]*[0-9])?)([^0-9]*)$');
  if v_number is null or v_number[1] ~ '[[:alpha:]?][(+]*$' or v_number[3] ~ '^[[:alpha:]?]' then
    return null;
  end if;
  v_digits := regexp_replace(v_number[2], '[^0-9]', '', 'g');
  if v_number[1] ~ '\+[ (]*$' or v_digits like '00%' then
    v_digits := regexp_replace(v_digits, '^00', '');
    if v_digits not like '55%' then
      return app.canonical_phone(v_digits);
    end if;
    v_digits := substr(v_digits, 3);
  elsif v_digits ~ '^55(0[0-9]+|[0-9]{10,11})$' then
    v_digits := substr(v_digits, 3);
  end if;
  -- an optional trunk zero, with or without a carrier; an area code that exists; a mobile, or a landline of eight digits
  v_national := regexp_match(v_digits,
    '^(?:0(?:[1-9][0-9])?)?(1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|[89][1-9])(9[0-9]{8}|[2-9][0-9]{7})$');
  return app.canonical_phone('55' || v_national[1] || v_national[2]);
end;
$function$;

comment on function app.normalize_phone(p_typed text) is 'A number as a person types or pastes it, or a provider''s address, to E.164. Without + or 00 in front it is Brazilian, with or without 55, trunk zero and carrier. NULL when it is not one phone.';

grant execute on function app.normalize_phone(p_typed text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.normalize_text(p_text text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO ''
AS $function$
  select btrim(regexp_replace(lower(extensions.unaccent('extensions.unaccent'::regdictionary, p_text)), '\s+', ' ', 'g'));
$function$;

comment on function app.normalize_text(p_text text) is 'Lower case, accents stripped, white space collapsed. Used for search keys and keyword matching.';

grant execute on function app.normalize_text(p_text text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.note_asaas_webhook(p_is_interrupted boolean, p_detail text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  update app.asaas_webhook set is_interrupted = p_is_interrupted, detail = left(p_detail, 500), checked_at = now() where only_row;
$function$;

comment on function app.note_asaas_webhook(p_is_interrupted boolean, p_detail text) is 'Caller: reconciliation, after asking the provider for its queue; administrators of the service see it. Errors: none.';

CREATE OR REPLACE FUNCTION app.note_event(p_thread public.conversation_threads, p_kind text, p_at timestamp with time zone, p_assignee_id uuid DEFAULT NULL::uuid, p_name text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_event app.conversation_events;
begin
  insert into app.conversation_events (tenant_id, thread_id, kind, actor_id, assignee_id, name, occurred_at)
  values (p_thread.tenant_id, p_thread.id, p_kind, (select p.id from public.profiles p where p.id = auth.uid()), p_assignee_id, p_name, p_at)
  returning * into v_event;
  perform app.broadcast(p_thread.tenant_id, 'conversation_event',
    jsonb_build_object('thread_key', p_thread.thread_key, 'event', app.event_payload(v_event)));
end;
$function$;

comment on function app.note_event(p_thread public.conversation_threads, p_kind text, p_at timestamp with time zone, p_assignee_id uuid, p_name text) is 'Writes an event of a conversation and tells the screens. Caller: whatever changes the conversation, in its transaction.';

grant execute on function app.note_event(p_thread public.conversation_threads, p_kind text, p_at timestamp with time zone, p_assignee_id uuid, p_name text) to service_role;

CREATE OR REPLACE FUNCTION app.note_package_change(p_note text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_note text := btrim(coalesce(p_note, ''), E' \n\t\r');
begin
  if char_length(v_note) not between 3 and 500 then
    raise sqlstate 'PT400' using message = 'note_required', detail = 'From 3 to 500 characters.';
  end if;
  perform set_config('zelo.package_note', v_note, true);
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_reaction(p_message public.conversation_messages, p_reaction jsonb, p_at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_emoji text := nullif(p_reaction ->> 'emoji', '');
begin
  update public.conversation_threads t set
    last_reaction = case when v_emoji is not null then jsonb_strip_nulls(jsonb_build_object(
      'emoji', v_emoji, 'by', p_reaction ->> 'by', 'author', p_reaction ->> 'author', 'at', p_at, 'message_id', p_message.id, 'kind', p_message.kind,
      'preview', case when p_message.deleted_at is null then app.message_preview(p_message.kind, p_message.body, p_message.content) else '' end))
    end,
    updated_at = clock_timestamp()
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id
    and (
      v_emoji is not null and coalesce((t.last_reaction ->> 'at')::timestamptz, '-infinity') <= p_at
      or v_emoji is null and t.last_reaction ->> 'message_id' = p_message.id::text
        and coalesce(t.last_reaction ->> 'author', t.last_reaction ->> 'by') = coalesce(p_reaction ->> 'author', p_reaction ->> 'by'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_refused_person(p_message public.conversation_messages)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_thread public.conversation_threads;
begin
  insert into public.conversation_optouts (tenant_id, thread_id, keyword)
  values (p_message.tenant_id, p_message.thread_id, p_message.provider) on conflict do nothing;
  if found then
    update public.conversation_threads set opted_out = true, updated_at = clock_timestamp()
    where tenant_id = p_message.tenant_id and id = p_message.thread_id returning * into v_thread;
    perform app.note_event(v_thread, 'opted_out', clock_timestamp());
    perform app.publish_thread(v_thread);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_send(p_job app.jobs)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_message public.conversation_messages;
  v_uncertain boolean;
  v_refusal text;
begin
  -- looked at before it is locked: of a line that is claimed at once only the first message is touched
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_job.tenant_id and m.id = (p_job.payload ->> 'message_id')::uuid;
  if app.stands_behind(v_message, p_job.line_no) then
    perform app.wait_in_line(p_job, v_message);
    return null;
  end if;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_job.tenant_id and m.id = (p_job.payload ->> 'message_id')::uuid for update;
  if v_message.id is null or v_message.status not in ('queued', 'sending') then
    update app.jobs set finished_at = now(), lease_token = null, leased_until = null where id = p_job.id;
    return null;
  end if;
  if p_job.attempts > p_job.max_attempts then
    perform app.fail_message(v_message.tenant_id, v_message.id, 'delivery_unknown', null);
    update app.jobs set dead_at = now(), last_error = 'delivery_unknown', lease_token = null, leased_until = null
    where id = p_job.id;
    return null;
  end if;
  -- whoever gets a place in the line holds the conversation
  perform from public.conversation_threads t where t.tenant_id = v_message.tenant_id and t.id = v_message.thread_id for update;
  if app.stands_behind(v_message, p_job.line_no) then
    perform app.wait_in_line(p_job, v_message);
    return null;
  end if;
  update app.jobs set tried_since = coalesce(tried_since, clock_timestamp()) where id = p_job.id and tried_since is null;
  v_uncertain := v_message.status = 'sending';
  if not v_uncertain then
    v_refusal := app.late_refusal(v_message);
    if v_refusal is not null then
      perform app.refuse_send(p_job, v_message, v_refusal);
      return null;
    end if;
    update public.conversation_messages m set status = 'sending', next_attempt_at = null
    where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
    perform app.publish_message(v_message);
  end if;
  return app.send_lease(p_job, v_message, v_uncertain);
end;
$function$;

CREATE OR REPLACE FUNCTION app.opt_effect_of(p_message public.conversation_messages, OUT effect text, OUT keyword text)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  if p_message.content ->> 'opt_effect' in ('opt_out', 'opt_in') then
    effect := p_message.content ->> 'opt_effect';
    keyword := p_message.provider;
  elsif p_message.kind in ('button', 'list') then
    -- what a menu calls "Sair" leaves the menu
    if p_message.content ->> 'id' in ('opt_out', 'opt_in') then
      effect := p_message.content ->> 'id';
      keyword := 'button';
    end if;
  elsif p_message.kind in ('text', 'image', 'video', 'document') and char_length(p_message.body) <= 600 then
    select w.effect, w.keyword into effect, keyword from app.opt_wish(p_message.body) w;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.opt_wish(p_body text, OUT effect text, OUT keyword text)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  -- what we send, and where we have the person
  v_ours constant text := '(msgs?|mensage(m|ns|n)|lembretes?|avisos?|propagandas?|promoc(ao|oes)|ofertas?|novidades|notificac(ao|oes)|whats\w*|zaps?|sms|messages|mensajes)';
  v_many constant text := '(msgs|mensagens|lembretes|avisos|propagandas|promocoes|ofertas|novidades|notificacoes)';
  v_list constant text := 'lista\M(?! de (espera|presenca|exames?|documentos|materiais))';
  v_may_ask constant boolean := p_body ~*
    'msg|mensa|lembrete|aviso|propagand|promo|ofert|novidade|zap|what|list|contato|cadast|n[uú]mero|receb|recib|mand|envi|perturb|incomod|inscr|descad|unsub|remove|stop|text|escrib|consent|pare|tir[ae]|paz';
  v_marked text;
  v_text text;
  v_bare text;
begin
  -- most messages say nothing of the kind, and this is asked about every one of them
  if char_length(p_body) > 60 and not v_may_ask then
    return;
  end if;
  -- words, with a mark where a sentence or a part of it ends; links are no words
  v_marked := regexp_replace(app.normalize_text(p_body), '\S+(://|\.\w{2,}/)\S*', ' ', 'g');
  v_marked := ' ' || btrim(regexp_replace(regexp_replace(v_marked, '\s*[,.;:!?\n]+\s*', ' , ', 'g'), '[^a-z0-9,]+', ' ', 'g'), ' ,') || ' ';
  v_text := regexp_replace(v_marked, '[ ,]+', ' ', 'g');

  -- nothing but the word: greetings, please and thanks aside, said once or more
  v_bare := btrim(regexp_replace(replace(v_text, ' ', '  '),
    ' (oi+e?|ola|opa|bom  dia|boa  (tarde|noite)|por  (favor|gentileza)|favor|pf|pfv|pfvr|pls|plz|please|(muito  )?(obg|obrigad[ao]|brigad[ao])|grat[ao]|agradeco|valeu|vlw|thanks|thank  you|ok|tchau|ja) ', ' ', 'g'));
  v_bare := regexp_replace(regexp_replace(v_bare, '\s+', ' ', 'g'), '^(.+?)( \1)+$', '\1');
  select w.effect, w.word into effect, keyword from app.opt_words w where w.word = v_bare;
  if found then
    return;
  end if;

  -- asked not to
  if not v_may_ask or v_marked ~ ' nao( \w+)? (par(ar?|em?)|sair|(re)?tir(em?|ar)|remov(am?|er)|exclu(am?|ir)|cancel(em?|ar)|descadastr(em?|ar)) ' then
    return;
  end if;
  keyword := btrim(left(substring(v_text from
    ' ((par(ar(em)?|em?|a)|chega|deixem?( de)?) (de|d) (me |nos |te )?(mandar|enviar|encher|perturbar|escrever)'
    || '|(par(ar(em)?|em?)|chega) (de |com )?(receber |o envio de |tant[ao]s? |as |os |ess[ae]s? |est[ae]s? |suas? )*' || v_ours
    || '|(nao|n) (quero|queria|queremos|desejo|gostaria de|pretendo|aceito|autorizo|tenho( mais)? interesse em)( mais)?( receber( mais)?)?( o envio de| nenhum\w*| as| os| a| o| ess[ae]s?| est[ae]s?| suas?| de| mais)* ' || v_ours
    || '|(nao|n) quero( mais)? receber( mais)?( nada| isso)?(?=( obrigad[ao]| por favor| de voces| de vcs)* $)'
    || '|(para|pra|de) nao receber( mais)?( as| os| ess[ae]s?| est[ae]s?)* ' || v_ours
    || '|(nao|n) (me |nos )?(mandem?|enviem?|perturbem?|incomodem?) mais(?= (nada|por aqui|aqui|' || v_ours || '| *$))'
    || '|(nao|n) (me |nos )(mandem?|enviem?) (nada|nenhuma)'
    || '|((re)?tir(a|em?|ar|arem)|remov(e|am?|er)|exclu(i|am?|ir)|exclusao|delet(a|em?|ar)|apag(a|uem?|ar))( (de|d[ao]s?|me|o|meu|minha|esse|este|numero|telefone|celular|contato|nome|ai|dai|daqui|desta?|dessa|sua|seus|favor|por))* (' || v_list || '|dai(?= *$)|contatos|cadastro de ' || v_ours || ')'
    || '|((quero|queria|gostaria de|desejo|preciso|pra|para) sair d(a|e|essa|esta) (sua )?|sair d(a|essa|esta) (?=lista $))' || v_list
    || '|me descadastr\w+|descadastr(a|em?|ar) (o )?meu (numero|telefone|contato|celular|whats\w*)|gostaria de (me )?descadastrar'
    || '|cancel(a|em?|ar) (o (recebimento|envio) de ' || v_ours || '|(a |minha |a minha )?inscricao (na ' || v_list || '|nas ' || v_many || ')|(as |os |ess[ae]s |est[ae]s )?' || v_many || ')'
    || '|(bloquei(a|em?)|esquec(e|am?)|esqueca) (o )?meu numero|me deix(a|em?) em paz|dispenso (as |os )?' || v_many
    || '|revogo (o |meu )?consentimento( para| de)* ' || v_ours
    || '|stop (texting|sending|messaging)|(remove|take) me (from|off)|unsubscribe me|no quiero recibir|dej(a|en?) de (escribir|enviar|mandar)\w*)'
  ), 60));
  if keyword <> '' then
    effect := 'opt_out';
    return;
  end if;
  if v_text ~ ' (nao|n) (quero|queria|desejo|gostaria) ' then
    keyword := null;
    return;
  end if;
  keyword := btrim(left(substring(v_text from
    ' ((quero|queria|gostaria de|podem?|posso) voltar a (receber|mandar|enviar|me mandar|me enviar)'
    || '|reativ(a|em?|ar)( (o|a|os|as|meu|minha|cadastro|numero|na|lista|de))* ' || v_many
    || '|quero receber( as| os| suas| ess[ae]s)? ' || v_many || ' (de novo|novamente|outra vez)'
    || '|(coloc|bot|adicion|inclu)\w*( me| meu numero)? ((de volta|de novo|novamente) na ' || v_list || '|na lista (de volta|de novo|novamente))'
    || '|me inscrev\w+ (de novo|novamente)'
    || '|(mandem?|mandar|manda|liga|ligar|liguem) (as|os|meus|minhas) ' || v_many || ' (de novo|novamente)'
    || '|(sair|parar) sem querer(?= .*receb)|retornar (as )?mensagens(?= $))'
  ), 60));
  effect := case when keyword <> '' then 'opt_in' end;
  keyword := nullif(keyword, '');
end;
$function$;

comment on function app.opt_wish(p_body text, OUT effect text, OUT keyword text) is 'opt_out or opt_in and the words that say so, when a message asks us to stop or to start writing; NULLs when it merely mentions them. A word of app.opt_words alone always counts; in a sentence what is to stop must be our writing.';

CREATE OR REPLACE FUNCTION app.pay_purchase(p_purchase public.whatsapp_credit_purchases, p_payment jsonb)
 RETURNS public.whatsapp_credit_purchases
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_purchase public.whatsapp_credit_purchases;
begin
  update public.whatsapp_credit_purchases c set
    status = case when c.reversed_credits = c.credits then 'refunded' else 'paid' end, paid_at = now(), failed_at = null,
    asaas_payment_id = p_payment ->> 'id', asaas_customer_id = p_payment ->> 'customer'
  where c.tenant_id = p_purchase.tenant_id and c.id = p_purchase.id returning * into v_purchase;
  perform app.publish_purchase(v_purchase);
  perform app.post_credits(v_purchase.tenant_id, 'purchase', v_purchase.credits, 'purchase:' || v_purchase.id, false, null,
    v_purchase.id, null, v_purchase.package_name);
  if v_purchase.reversed_credits > 0 then
    perform app.post_reversal(v_purchase, v_purchase.reversed_credits);
  end if;
  return v_purchase;
end;
$function$;

CREATE OR REPLACE FUNCTION app.payment_doubt(p_purchase public.whatsapp_credit_purchases, p_payment jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case
    when p_payment ->> 'customer' is null
      or p_payment ->> 'customer' <> coalesce(p_purchase.asaas_customer_id, p_payment ->> 'customer') then 'other_customer'
    when jsonb_typeof(p_payment -> 'value') is distinct from 'number'
      or (p_payment ->> 'value')::numeric < p_purchase.amount_brl then 'value_too_low'
  end;
$function$;

CREATE OR REPLACE FUNCTION app.pays_with_credits(p_tenant_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return exists (
    select from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active and c.provider = 'twilio');
end;
$function$;

CREATE OR REPLACE FUNCTION app.post_addon_credits(p_tenant_id uuid, p_addon_type text, p_type text, p_credits integer, p_reference text, p_details jsonb DEFAULT '{}'::jsonb, p_at timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS public.addon_transactions
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_turn timestamptz := app.await_addon(p_tenant_id, p_addon_type);
  v_at timestamptz := coalesce(p_at, v_turn);
  v_addon public.addon_credits := app.lock_addon(p_tenant_id, p_addon_type, v_at);
  v_row public.addon_transactions;
  v_charge public.addon_transactions;
  v_day int := 0;
  v_hour int := 0;
begin
  select * into v_row from public.addon_transactions x where x.type = p_type and x.reference = p_reference;
  if found then
    if (v_row.tenant_id, v_row.addon_type, v_row.amount) is distinct from (p_tenant_id, p_addon_type, p_credits) then
      raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_type || ' ' || p_reference;
    end if;
    if p_type = 'usage'
      and exists (select from public.addon_transactions x where x.type = 'refund' and x.reference = p_reference) then
      raise sqlstate 'PT409' using message = 'reference_refunded', detail = p_reference, hint = 'Deduct under a new reference.';
    end if;
    return v_row;
  end if;
  if p_type = 'usage' then
    perform app.require_addon(v_addon, -p_credits, v_at);
    v_day := -p_credits;
    v_hour := -p_credits;
  elsif p_type = 'refund' then
    select * into v_charge from public.addon_transactions x where x.type = 'usage' and x.reference = p_reference;
    v_day := case when v_charge.day_ends_at = v_addon.daily_reset_at then -p_credits else 0 end;
    v_hour := case when v_charge.hour_ends_at = v_addon.hourly_reset_at then -p_credits else 0 end;
  else
    -- whoever takes the last product of a type away waits, and finds that it is in use
    perform from public.addon_products p where p.addon_type = p_addon_type and p.deleted_at is null for share;
    if not found then
      raise sqlstate 'PT404' using message = 'addon_not_found', detail = p_addon_type;
    end if;
  end if;
  update public.addon_credits a set
    balance = a.balance + p_credits,
    total_purchased = a.total_purchased + case when p_type in ('purchase', 'topup_manual') then p_credits else 0 end,
    total_consumed = a.total_consumed - case when p_type in ('usage', 'refund') then p_credits else 0 end,
    low_balance_notified = a.balance + p_credits <= coalesce(a.low_balance_threshold, -1),
    daily_used = v_addon.daily_used + v_day, daily_reset_at = v_addon.daily_reset_at,
    hourly_used = v_addon.hourly_used + v_hour, hourly_reset_at = v_addon.hourly_reset_at
  where a.tenant_id = p_tenant_id and a.id = v_addon.id;
  insert into public.addon_transactions (tenant_id, owner_id, addon_type, type, amount, balance_before, balance_after, reference,
    product_id, queue_id, description, admin_user_id, payment_method, payment_reference, price_cents, created_at,
    day_ends_at, hour_ends_at)
  values (p_tenant_id, v_addon.owner_id, p_addon_type, p_type, p_credits, v_addon.balance, v_addon.balance + p_credits,
    p_reference, (p_details ->> 'product_id')::uuid, (p_details ->> 'queue_id')::uuid, p_details ->> 'description',
    (p_details ->> 'admin_user_id')::uuid, p_details ->> 'payment_method', p_details ->> 'payment_reference',
    (p_details ->> 'price_cents')::int, v_at,
    case when p_type = 'usage' then v_addon.daily_reset_at end, case when p_type = 'usage' then v_addon.hourly_reset_at end)
  on conflict (type, reference) do nothing
  returning * into v_row;
  if v_row.id is null then
    raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_type || ' ' || p_reference;
  end if;
  perform app.broadcast(p_tenant_id, 'addon_credits', jsonb_build_object('addon_type', p_addon_type, 'balance', v_row.balance_after));
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.post_credits(p_tenant_id uuid, p_kind text, p_credits integer, p_reference text, p_may_owe boolean DEFAULT false, p_message_id uuid DEFAULT NULL::uuid, p_purchase_id uuid DEFAULT NULL::uuid, p_admin_id uuid DEFAULT NULL::uuid, p_note text DEFAULT NULL::text)
 RETURNS public.whatsapp_credits_transactions
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_before public.whatsapp_credits_balance := app.lock_credits(p_tenant_id);
  v_at timestamptz := clock_timestamp();
  v_debt_change int := case
    when p_credits > 0 then -least(v_before.debt_credits, p_credits)
    else greatest(0, -(v_before.balance + p_credits)) end;
  v_balance int := v_before.balance + p_credits + v_debt_change;
  v_low_since timestamptz := case
    when v_balance <= v_before.low_balance_threshold then coalesce(v_before.low_balance_alerted_at, v_at) end;
  v_is_told boolean := p_kind <> 'usage' or v_low_since is not null or v_before.told_at is null
    or v_before.told_at < v_at - interval '1 second';
  v_row public.whatsapp_credits_transactions;
begin
  if v_debt_change <= 0 or p_may_owe then
    insert into public.whatsapp_credits_transactions (tenant_id, kind, amount, debt_change, balance_after, reference,
      conversation_message_id, purchase_id, admin_id, note, created_at)
    values (p_tenant_id, p_kind, p_credits + v_debt_change, v_debt_change, v_balance, p_reference, p_message_id,
      p_purchase_id, p_admin_id, p_note, v_at)
    on conflict (kind, reference) do nothing
    returning * into v_row;
  end if;
  if v_row.id is null then
    -- posted before, by this clinic or by another, or more than there is
    select * into v_row from public.whatsapp_credits_transactions x where x.kind = p_kind and x.reference = p_reference;
    if not found then
      raise sqlstate 'PT402' using message = 'insufficient_credits',
        detail = jsonb_build_object('balance', v_before.balance, 'needed', -p_credits)::text, hint = 'Buy credits in the settings.';
    elsif v_row.tenant_id <> p_tenant_id or v_row.amount - v_row.debt_change <> p_credits then
      raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_kind || ' ' || p_reference;
    elsif p_kind = 'usage'
      and exists (select from public.whatsapp_credits_transactions x where x.kind = 'refund' and x.reference = p_reference) then
      raise sqlstate 'PT409' using message = 'reference_refunded', detail = p_reference, hint = 'Deduct under a new reference.';
    end if;
    return v_row;
  end if;
  update public.whatsapp_credits_balance b set
    balance = v_balance,
    debt_credits = b.debt_credits + v_debt_change,
    lifetime_purchased = b.lifetime_purchased + case when p_kind in ('purchase', 'topup_manual') then p_credits else 0 end,
    lifetime_used = b.lifetime_used - case when p_kind in ('usage', 'refund') then p_credits else 0 end,
    low_balance_alerted_at = v_low_since,
    told_at = case when v_is_told then v_at else b.told_at end,
    updated_at = v_at
  where b.tenant_id = p_tenant_id;
  if v_is_told then
    perform app.broadcast(p_tenant_id, 'credits', (
      select app.credits_payload(b) from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id));
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.post_reversal(p_purchase public.whatsapp_credit_purchases, p_credits integer)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  -- what was spent already becomes debt
  perform app.post_credits(p_purchase.tenant_id, 'adjustment', -p_credits,
    format('purchase:%s:reversed:%s', p_purchase.id, p_purchase.reversed_credits), true, null, p_purchase.id, null,
    p_purchase.package_name);
end;
$function$;

CREATE OR REPLACE FUNCTION app.prepare_template(p_channel public.notification_channels, p_template jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_template public.message_templates;
  v_variables jsonb;
  v_body text;
begin
  if p_channel.provider <> 'twilio' then
    raise sqlstate 'PT409' using message = 'template_not_supported', hint = 'Templates belong to the official number.';
  end if;
  select * into v_template from public.message_templates t
  where t.tenant_id = p_channel.tenant_id and t.channel_id = p_channel.id and t.id = (p_template ->> 'id')::uuid;
  if not found then
    raise sqlstate 'PT404' using message = 'template_not_found', hint = 'Choose another template.';
  end if;
  if v_template.status <> 'approved' then
    raise sqlstate 'PT409' using message = 'template_not_approved', detail = v_template.status;
  end if;
  v_variables := app.checked_template_variables(v_template, p_template -> 'variables');
  v_body := app.render_template(v_template.body, v_variables);
  if char_length(v_body) > 1024 then
    raise sqlstate 'PT400' using message = 'template_too_long', detail = 'WhatsApp accepts up to 1024 characters in a template.';
  end if;
  return jsonb_build_object('body', v_body, 'content', jsonb_build_object('template', jsonb_build_object(
    'id', v_template.id, 'external_id', v_template.external_id, 'name', v_template.name, 'language', v_template.language,
    'variables', v_variables)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.prune_expired()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  delete from app.jobs where finished_at < now() - interval '1 day';
  delete from app.early_actions where created_at < now() - interval '7 days';
end;
$function$;

grant execute on function app.prune_expired() to service_role;

CREATE OR REPLACE FUNCTION app.publish_message(p_message public.conversation_messages)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_thread public.conversation_threads;
begin
  update public.conversation_threads t set
    last_message_status = nullif(p_message.status, 'received'),
    last_message_kind = case when p_message.deleted_at is null then p_message.kind else 'deleted' end,
    last_message_preview = case when p_message.deleted_at is null
      then app.message_preview(p_message.kind, p_message.body, p_message.content) else '' end,
    updated_at = clock_timestamp()
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id and t.last_message_id = p_message.id
  returning * into v_thread;
  if not found then
    select * into v_thread from public.conversation_threads t
    where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id;
  end if;
  -- an answer that failed is none, and one that left after all is one
  if p_message.origin in ('app', 'phone') and (p_message.status = 'failed' or v_thread.waiting_since <= p_message.occurred_at) then
    v_thread := app.refresh_waiting(v_thread);
  end if;
  perform app.broadcast_message(p_message, v_thread);
end;
$function$;

CREATE OR REPLACE FUNCTION app.publish_purchase(p_purchase public.whatsapp_credit_purchases)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform app.broadcast(p_purchase.tenant_id, 'credit_purchase', jsonb_build_object(
    'id', p_purchase.id, 'status', p_purchase.status, 'credits', p_purchase.credits, 'paid_at', p_purchase.paid_at));
end;
$function$;

CREATE OR REPLACE FUNCTION app.publish_thread(t public.conversation_threads)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  select app.broadcast(t.tenant_id, 'thread', jsonb_build_object('thread', app.thread_payload(t)));
$function$;

CREATE OR REPLACE FUNCTION app.queue_health()
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'waiting', count(*) filter (where dead_at is null and (leased_until is null or leased_until < now())),
    'running', count(*) filter (where dead_at is null and leased_until >= now()),
    'dead', count(*) filter (where dead_at is not null),
    'oldest_waiting_seconds', coalesce(floor(extract(epoch from now() - min(run_at) filter (where dead_at is null and run_at <= now()))), 0))
  from app.jobs where finished_at is null;
$function$;

comment on function app.queue_health() is 'Caller: health and monitoring. {waiting, running, dead, oldest_waiting_seconds} of all clinics.';

grant execute on function app.queue_health() to service_role;

CREATE OR REPLACE FUNCTION app.record_outcome(p_job_id bigint, p_lease_token uuid, p_outcome text, p_provider_message_id text, p_error_code text, p_error_detail text, p_retry_after_seconds integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_outcome text := p_outcome;
  v_held boolean;
  v_refusal text;
  v_followed boolean;
  v_last_chance timestamptz;
  v_gives_way boolean;
begin
  select * into v_job from app.jobs j where j.id = p_job_id for update;
  if p_provider_message_id is not null then
    perform pg_advisory_xact_lock(hashtextextended(p_provider_message_id, 2));
  end if;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = v_job.tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid for update;
  if v_message.id is null then
    return jsonb_build_object('state', 'lost', 'message', null);
  end if;
  v_held := v_job.finished_at is null and v_job.dead_at is null and v_job.lease_token = p_lease_token;
  if p_outcome = 'sent' then
    v_message := app.settle_sent(v_message, p_provider_message_id);
    update app.jobs set finished_at = now(), dead_at = null, lease_token = null, leased_until = null
    where id = p_job_id and finished_at is null;
    return jsonb_build_object('state', 'sent', 'message', to_jsonb(v_message));
  elsif not coalesce(v_held, false) then
    return jsonb_build_object('state', 'lost', 'message', to_jsonb(v_message));
  elsif v_message.status not in ('queued', 'sending') then
    -- the provider's callback or echo was faster than this report, and knows better
    update app.jobs set finished_at = now(), lease_token = null, leased_until = null where id = p_job_id;
    return jsonb_build_object('state', case v_message.status when 'failed' then 'failed' else 'sent' end, 'message', to_jsonb(v_message));
  elsif p_outcome = 'found' then
    -- by its words only: an id that another message got meanwhile stays there, and this one is looked for again
    if not exists (
      select from public.conversation_messages m
      where m.tenant_id = v_message.tenant_id and m.channel_id = v_message.channel_id
        and m.provider_message_id = p_provider_message_id and m.id <> v_message.id and m.origin <> 'phone'
    ) then
      v_message := app.settle_sent(v_message, p_provider_message_id);
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null where id = p_job_id;
      return jsonb_build_object('state', 'sent', 'message', to_jsonb(v_message));
    end if;
    v_outcome := 'unknown';
  elsif p_outcome = 'not_found' then
    v_refusal := app.late_refusal(v_message);
    if v_refusal is not null then
      return jsonb_build_object('state', 'failed', 'message', to_jsonb(app.refuse_send(v_job, v_message, v_refusal)));
    end if;
    if app.stands_behind(v_message, v_job.line_no) then
      -- two conversations became one meanwhile
      update public.conversation_messages m set status = 'queued', next_attempt_at = null
      where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
      perform app.publish_message(v_message);
      perform app.wait_in_line(v_job, v_message);
      return jsonb_build_object('state', 'retry', 'message', to_jsonb(v_message));
    end if;
    update app.jobs set leased_until = clock_timestamp() + app.job_lease(), lease_token = gen_random_uuid()
    where id = p_job_id returning * into v_job;
    return jsonb_build_object('state', 'again', 'message', to_jsonb(v_message), 'lease', app.send_lease(v_job, v_message, false));
  end if;
  v_followed := app.is_followed(v_message, v_job.line_no);
  v_last_chance := v_job.tried_since + app.line_patience();
  v_gives_way := v_followed and clock_timestamp() >= v_last_chance;
  if v_outcome = 'permanent' or v_job.attempts >= v_job.max_attempts or v_gives_way then
    v_message := app.fail_message(v_message.tenant_id, v_message.id,
      case when v_outcome = 'permanent' then p_error_code
        when v_outcome = 'unknown' then 'delivery_unknown'
        when v_gives_way then 'gave_way' else 'temporary_failure_exhausted' end, p_error_detail);
    if v_message.error_code = 'opted_out_at_provider' then
      perform app.note_refused_person(v_message);
    end if;
    update app.jobs set
      finished_at = case when v_outcome = 'permanent' then now() end, dead_at = case when v_outcome <> 'permanent' then now() end,
      last_error = left(concat_ws(': ', p_error_code, p_error_detail), 2000), lease_token = null, leased_until = null
    where id = p_job_id;
    return jsonb_build_object('state', 'failed', 'message', to_jsonb(v_message));
  end if;
  -- temporary: nothing reached the provider, wait and send again; unknown: wait for its echo, then ask before sending
  update app.jobs j set
    run_at = least(
      now() + greatest(app.backoff(j.attempts), make_interval(secs => coalesce(p_retry_after_seconds, 0)),
        case when v_outcome = 'unknown' then interval '20 seconds' else interval '0' end),
      -- others wait for it: it is tried once more before it gives way
      case when v_followed then greatest(now() + app.line_look(), v_last_chance) end),
    last_error = left(concat_ws(': ', p_error_code, p_error_detail), 2000), lease_token = null, leased_until = null
  where j.id = p_job_id returning * into v_job;
  update public.conversation_messages m set
    status = case v_outcome when 'temporary' then 'queued' else 'sending' end, next_attempt_at = v_job.run_at
  where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
  perform app.publish_message(v_message);
  return jsonb_build_object('state', 'retry', 'message', to_jsonb(v_message));
end;
$function$;

CREATE OR REPLACE FUNCTION app.record_sent(p_tenant_id uuid, p_message_id uuid, p_provider_message_id text, p_at timestamp with time zone)
 RETURNS public.conversation_messages
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_message public.conversation_messages;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_provider_message_id, 2));
  update public.conversation_messages m set
    provider_message_id = p_provider_message_id,
    -- a failure with this id is the provider's word; one without an id was our own guess, one with another id is about
    -- an attempt before
    status = case
      when app.status_advances(m.status, 'sent')
        or (m.status = 'failed' and m.provider_message_id is distinct from p_provider_message_id) then 'sent'
      else m.status end,
    error_code = case when m.provider_message_id = p_provider_message_id then m.error_code end,
    error_detail = case when m.provider_message_id = p_provider_message_id then m.error_detail end
  where m.tenant_id = p_tenant_id and m.id = p_message_id
  returning * into v_message;
  perform app.publish_message(v_message);
  perform app.apply_early_actions(p_tenant_id, v_message.channel_id, p_provider_message_id);
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  return v_message;
end;
$function$;

CREATE OR REPLACE FUNCTION app.refresh_thread_summary(p_tenant_id uuid, p_thread_id uuid)
 RETURNS public.conversation_threads
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_last public.conversation_messages;
  v_row public.conversation_threads;
begin
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id for update;
  select * into v_last from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id
  order by m.occurred_at desc, m.id desc limit 1;
  update public.conversation_threads t set
    last_message_id = v_last.id,
    last_message_at = coalesce(v_last.occurred_at, t.created_at),
    last_message_preview = case when v_last.deleted_at is null then app.message_preview(v_last.kind, v_last.body, v_last.content) else '' end,
    last_message_kind = case when v_last.deleted_at is null then v_last.kind else 'deleted' end,
    last_message_direction = v_last.direction,
    last_message_status = nullif(v_last.status, 'received'),
    waiting_since = app.waiting_since(p_tenant_id, p_thread_id),
    updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = p_thread_id
  returning * into v_row;
  return v_row;
end;
$function$;

grant execute on function app.refresh_thread_summary(p_tenant_id uuid, p_thread_id uuid) to service_role;

CREATE OR REPLACE FUNCTION app.refresh_waiting(p_thread public.conversation_threads)
 RETURNS public.conversation_threads
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_thread public.conversation_threads;
begin
  -- locked first: what is told from the messages must be told after whoever wrote one meanwhile
  perform from public.conversation_threads t where t.tenant_id = p_thread.tenant_id and t.id = p_thread.id for no key update;
  update public.conversation_threads t set waiting_since = app.waiting_since(t.tenant_id, t.id), updated_at = clock_timestamp()
  where t.tenant_id = p_thread.tenant_id and t.id = p_thread.id
  returning * into v_thread;
  return v_thread;
end;
$function$;

CREATE OR REPLACE FUNCTION app.refund_held_credit(p_tenant_id uuid, p_hold_id uuid, p_position integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform pg_advisory_xact_lock_shared(uuid_hash_extended(p_hold_id, 5));
  update app.credit_settlements s set refunded_at = clock_timestamp()
  where s.tenant_id = p_tenant_id and s.hold_id = p_hold_id and s.position = p_position and s.refunded_at is null;
  if not found then
    return false;
  end if;
  -- a hold that is open gives it back with the rest
  update app.credit_holds h set settled_credits = h.settled_credits - 1
  where h.tenant_id = p_tenant_id and h.id = p_hold_id and h.released_at is not null;
  if found then
    perform app.post_credits(p_tenant_id, 'refund', 1, format('hold:%s:%s', p_hold_id, p_position));
  end if;
  return true;
end;
$function$;

comment on function app.refund_held_credit(p_tenant_id uuid, p_hold_id uuid, p_position integer) is 'Caller: a campaign whose n-th message finally failed. True when the credit came back now. Errors: none.';

CREATE OR REPLACE FUNCTION app.refund_message(p_message public.conversation_messages)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if app.message_payment(p_message) = 'usage' then
    perform app.post_credits(p_message.tenant_id, 'refund', 1, format('message:%s:%s', p_message.id, (
      select count(*) from public.whatsapp_credits_transactions x
      where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.kind = 'usage' and x.reference like 'message:%')),
      false, p_message.id, null, null, p_message.error_code);
  end if;
end;
$function$;

comment on function app.refund_message(p_message public.conversation_messages) is 'Caller: whoever finally fails a message, holding it. Once for each charge.';

CREATE OR REPLACE FUNCTION app.refuse_send(p_job app.jobs, p_message public.conversation_messages, p_code text)
 RETURNS public.conversation_messages
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  update app.jobs set finished_at = now(), last_error = p_code, lease_token = null, leased_until = null where id = p_job.id;
  return app.fail_message(p_message.tenant_id, p_message.id, p_code, null);
end;
$function$;

CREATE OR REPLACE FUNCTION app.release_charge(p_tenant_id uuid, p_purchase_id uuid, p_charging_until timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  update public.whatsapp_credit_purchases c set charging_until = null
  where c.tenant_id = p_tenant_id and c.id = p_purchase_id and c.asaas_payment_id is null
    and c.charging_until = p_charging_until;
$function$;

comment on function app.release_charge(p_tenant_id uuid, p_purchase_id uuid, p_charging_until timestamp with time zone) is 'Caller: create-whatsapp-credit-charge, when the provider certainly created nothing: the next press on "buy" need not wait until charging_until, by which the caller names its own reservation: that of whoever came after it stays. Errors: none.';

CREATE OR REPLACE FUNCTION app.release_held_credits(p_tenant_id uuid, p_hold_id uuid)
 RETURNS app.credit_holds
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_hold app.credit_holds;
begin
  perform pg_advisory_xact_lock(uuid_hash_extended(p_hold_id, 5));
  update app.credit_holds h set released_at = clock_timestamp(), settled_credits = (
    select count(*) from app.credit_settlements s where s.tenant_id = h.tenant_id and s.hold_id = h.id and s.refunded_at is null)
  where h.tenant_id = p_tenant_id and h.id = p_hold_id and h.released_at is null
  returning * into v_hold;
  if not found then
    select * into v_hold from app.credit_holds h where h.tenant_id = p_tenant_id and h.id = p_hold_id;
    if v_hold.id is null then
      raise sqlstate 'PT404' using message = 'hold_not_found';
    end if;
  elsif v_hold.credits > v_hold.settled_credits then
    perform app.post_credits(p_tenant_id, 'refund', v_hold.credits - v_hold.settled_credits, 'hold:' || p_hold_id);
  end if;
  return v_hold;
end;
$function$;

comment on function app.release_held_credits(p_tenant_id uuid, p_hold_id uuid) is 'Caller: a campaign that ends. What was not settled goes back to the balance, once. Errors: PT404 hold_not_found.';

CREATE OR REPLACE FUNCTION app.render_template(p_body text, p_variables jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select string_agg(piece.text || coalesce(p_variables ->> placeholder.found[2], placeholder.found[1], ''), '' order by piece.n)
  from regexp_split_to_table(p_body, '\{\{\s*\w+\s*\}\}') with ordinality as piece (text, n)
  left join regexp_matches(p_body, '(\{\{\s*(\w+)\s*\}\})', 'g') with ordinality as placeholder (found, n) using (n);
$function$;

CREATE OR REPLACE FUNCTION app.replace_message_templates(p_tenant_id uuid, p_channel_id uuid, p_account_sid text, p_templates jsonb)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  -- two lists at once take turns here, so that they do not meet in the middle of the rows
  update public.twilio_accounts a set templates_synced_at = now()
  where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id and a.account_sid = p_account_sid;
  if not found then
    return null;
  end if;
  delete from public.message_templates t
  where t.tenant_id = p_tenant_id and t.channel_id = p_channel_id
    and t.external_id not in (select x ->> 'external_id' from jsonb_array_elements(p_templates) x);
  insert into public.message_templates as t
    (tenant_id, channel_id, external_id, name, language, category, body, variables, extras, status, rejection_reason)
  -- a list that changes while it is paged through may name a template twice
  select distinct on (x.external_id) p_tenant_id, p_channel_id, x.external_id, coalesce(nullif(app.normalize_name(x.name), ''), x.external_id), x.language, x.category, x.body,
    x.variables, coalesce(x.extras, '[]'), x.status, x.rejection_reason
  from jsonb_to_recordset(p_templates) as x (external_id text, name text, language text, category text, body text,
    variables jsonb, extras jsonb, status text, rejection_reason text)
  on conflict on constraint template_is_stored_once do update set
    name = excluded.name, language = excluded.language, category = excluded.category, body = excluded.body,
    variables = excluded.variables, extras = excluded.extras, status = excluded.status,
    rejection_reason = excluded.rejection_reason, synced_at = excluded.synced_at,
    updated_at = case
      when (t.name, t.language, t.category, t.body, t.variables, t.extras, t.status, t.rejection_reason)
        is distinct from (excluded.name, excluded.language, excluded.category, excluded.body, excluded.variables,
          excluded.extras, excluded.status, excluded.rejection_reason) then now()
      else t.updated_at end;
  return now();
end;
$function$;

comment on function app.replace_message_templates(p_tenant_id uuid, p_channel_id uuid, p_account_sid text, p_templates jsonb) is 'Caller: sync-whatsapp-templates. Makes the stored templates of an official number those of the list; kept ones keep their id. Returns when; NULL when the number is gone or now belongs to another account than the one that was listed.';

grant execute on function app.replace_message_templates(p_tenant_id uuid, p_channel_id uuid, p_account_sid text, p_templates jsonb) to service_role;

CREATE OR REPLACE FUNCTION app.require_addon(p_addon public.addon_credits, p_credits integer, p_at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  if not p_addon.is_active or p_addon.expires_at <= p_at then
    raise sqlstate 'PT409' using message = 'addon_inactive', hint = 'Ask whoever runs the service.';
  elsif p_addon.balance < p_credits then
    raise sqlstate 'PT402' using message = 'insufficient_addon_credits',
      detail = jsonb_build_object('balance', p_addon.balance, 'needed', p_credits)::text, hint = 'Buy more.';
  elsif p_addon.daily_used + p_credits > p_addon.daily_limit then
    raise sqlstate 'PT429' using message = 'addon_limit_reached', detail = p_addon.daily_reset_at::text, hint = 'Tomorrow there are more.';
  elsif p_addon.hourly_used + p_credits > p_addon.hourly_limit then
    raise sqlstate 'PT429' using message = 'addon_limit_reached', detail = p_addon.hourly_reset_at::text, hint = 'Next hour there are more.';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_admin(p_tenant_id uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select app.require_member(p_tenant_id, array['owner', 'admin']);
$function$;

grant execute on function app.require_admin(p_tenant_id uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.require_credits(p_credits integer, p_reference text)
 RETURNS void
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  if p_credits is null or p_credits not between 1 and 1000000 then
    raise sqlstate 'PT400' using message = 'invalid_credits', detail = 'From 1 to 1,000,000.';
  end if;
  -- these are ours: what was posted under one of them would pass for a hold, a message, a purchase or a top-up
  if p_reference is null or char_length(p_reference) not between 1 and 200 or p_reference ~ '^(hold|message|purchase|topup):' then
    raise sqlstate 'PT400' using message = 'invalid_reference';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_member(p_tenant_id uuid, p_roles text[] DEFAULT NULL::text[])
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_role text;
begin
  perform app.require_user();
  select m.role into v_role from public.tenant_members m
  where m.tenant_id = p_tenant_id and m.user_id = auth.uid() and m.status = 'active';
  if v_role is null then
    raise sqlstate 'PT403' using message = 'not_a_member', hint = 'Ask the clinic for an invitation.';
  end if;
  if p_roles is not null and not v_role = any (p_roles) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask an administrator of the clinic.';
  end if;
  return v_role;
end;
$function$;

comment on function app.require_member(p_tenant_id uuid, p_roles text[]) is 'The caller''s role in the clinic. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

grant execute on function app.require_member(p_tenant_id uuid, p_roles text[]) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.require_name(p_name text, p_longest integer DEFAULT 120)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  v_name text := app.normalize_name(left(p_name, 1000));
begin
  if v_name is null or char_length(v_name) not between 2 and p_longest then
    raise sqlstate 'PT400' using message = 'invalid_name', detail = format('A name has 2 to %s characters.', p_longest);
  end if;
  return v_name;
end;
$function$;

comment on function app.require_name(p_name text, p_longest integer) is 'The name as app.normalize_name leaves it. Errors: PT400 invalid_name.';

grant execute on function app.require_name(p_name text, p_longest integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.require_payer_document(p_tenant_id uuid, p_typed text)
 RETURNS text
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_document text := app.normalise_cpf_cnpj(p_typed);
begin
  if p_typed is null or p_typed !~ '\w' then
    select t.cpf_cnpj into v_document from public.tenants t where t.id = p_tenant_id;
    if v_document is null then
      raise sqlstate 'PT400' using message = 'document_required', hint = 'Type the CPF or CNPJ of whoever pays.';
    end if;
  elsif v_document is null then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  update public.tenants set cpf_cnpj = v_document where id = p_tenant_id and cpf_cnpj is null;
  return v_document;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_price(p_price numeric)
 RETURNS numeric
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  -- a third decimal would be rounded away unseen
  if p_price is null or p_price <= 0 or p_price > 99999999.99 or p_price <> round(p_price, 2) then
    raise sqlstate 'PT400' using message = 'invalid_price', detail = 'More than zero, in reais and whole cents.';
  end if;
  return p_price;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_product_unused(p_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_type text := (select p.addon_type from public.addon_products p where p.id = p_id and p.deleted_at is null);
  v_clinics bigint;
begin
  -- two that go at a time are one after the other, so that the second is seen to be the last
  perform from public.addon_products p where p.addon_type = v_type order by p.id for no key update;
  if exists (select from public.addon_products p where p.addon_type = v_type and p.id <> p_id and p.deleted_at is null) then
    return;
  end if;
  select count(*) into v_clinics from public.addon_credits a where a.addon_type = v_type and a.balance > 0;
  if v_clinics > 0 then
    raise sqlstate 'PT409' using message = 'product_in_use', detail = v_clinics::text, hint = 'Make it inactive instead.';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_saas_admin()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  perform app.require_user();
  if not app.is_saas_admin() then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only administrators of the service may do this.';
  end if;
  return auth.uid();
end;
$function$;

grant execute on function app.require_saas_admin() to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.require_same_conversation(p_message public.conversation_messages, p_thread public.conversation_threads)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if p_message.thread_id <> p_thread.id then
    raise sqlstate 'PT409' using message = 'client_id_in_use', hint = 'Send the message with an id of its own.';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_seen(p_seen_at timestamp with time zone, p_updated_at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  if p_seen_at is not null and p_seen_at is distinct from p_updated_at then
    raise sqlstate 'PT409' using message = 'changed_meanwhile', hint = 'Look at it again before you change it.';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_sendable_channel(p_thread public.conversation_threads, p_is_template boolean)
 RETURNS public.notification_channels
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_channel public.notification_channels;
begin
  select * into v_channel from public.notification_channels c where c.tenant_id = p_thread.tenant_id and c.is_active;
  if not found then
    raise sqlstate 'PT409' using message = 'no_active_channel', hint = 'Connect WhatsApp in the settings.';
  end if;
  if v_channel.connection_state = 'close' then
    raise sqlstate 'PT409' using message = 'channel_disconnected', hint = 'Reconnect WhatsApp in the settings.';
  end if;
  -- WhatsApp Business accepts free text only within 24 h of the person's last message to the number (Twilio error 63016)
  if v_channel.provider = 'twilio' and not p_is_template
    and app.window_opened_at(p_thread.tenant_id, p_thread.id, v_channel.id) is null then
    raise sqlstate 'PT409' using message = 'outside_24h_window',
      detail = coalesce((least(p_thread.last_inbound_at + interval '24 hours', now()))::text, ''), hint = 'Send an approved template.';
  end if;
  return v_channel;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_time_zone(p_time_zone text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  if p_time_zone is null or not exists (select from pg_catalog.pg_timezone_names z where z.name = p_time_zone) then
    raise sqlstate 'PT400' using message = 'invalid_time_zone', detail = 'Use an IANA name such as America/Sao_Paulo.';
  end if;
  return p_time_zone;
end;
$function$;

grant execute on function app.require_time_zone(p_time_zone text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.require_top_up(p_tenant_id uuid, p_note text, p_client_id uuid, p_admin_id uuid)
 RETURNS text
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_admin uuid := app.require_saas_admin();
  v_note text := coalesce(app.normalize_lines(left(p_note, 2000)), '');
begin
  if p_admin_id is distinct from v_admin then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'A top-up is signed by whoever makes it.';
  end if;
  if exists (select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v_admin)
    and not (select s.single_tenant from app.settings s) then
    raise sqlstate 'PT403' using message = 'own_clinic', hint = 'Ask another administrator of the service.';
  end if;
  if p_client_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if char_length(v_note) not between 3 and 500 then
    raise sqlstate 'PT400' using message = 'note_required', detail = 'From 3 to 500 characters.';
  end if;
  return v_note;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_user()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_user uuid := auth.uid();
begin
  if v_user is null then
    raise sqlstate 'PT401' using message = 'not_signed_in', hint = 'Sign in and try again.';
  end if;
  return v_user;
end;
$function$;

comment on function app.require_user() is 'The id of the signed-in caller. Errors: PT401 not_signed_in.';

grant execute on function app.require_user() to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.reserve_channel_id(p_tenant_id uuid, p_provider text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_id uuid;
begin
  perform app.require_admin(p_tenant_id);
  if p_provider is null or p_provider not in ('evolution', 'twilio') then
    raise sqlstate 'PT400' using message = 'unknown_provider';
  end if;
  insert into public.notification_channels (tenant_id, provider) values (p_tenant_id, p_provider)
  on conflict on constraint one_channel_per_provider do nothing;
  select c.id into v_id from public.notification_channels c where c.tenant_id = p_tenant_id and c.provider = p_provider;
  return v_id;
end;
$function$;

comment on function app.reserve_channel_id(p_tenant_id uuid, p_provider text) is 'Caller: owner or admin. The id of the clinic''s channel of that provider; ciphertext is bound to it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 unknown_provider.';

grant execute on function app.reserve_channel_id(p_tenant_id uuid, p_provider text) to authenticated;

CREATE OR REPLACE FUNCTION app.resolve_thread(p_tenant_id uuid, p_address jsonb, p_contact_name text, p_name_source text DEFAULT 'profile'::text)
 RETURNS uuid
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_phone text := app.canonical_phone(p_address ->> 'phone');
  v_is_group boolean := coalesce(p_address ->> 'group', '') <> '';
  v_keys text[] := app.address_keys(p_address);
  v_threads uuid[];
  v_thread uuid;
  v_moved public.conversation_threads;
  v_name record;
begin
  if cardinality(v_keys) = 0 then
    return null;
  end if;
  perform app.lock_addresses(p_tenant_id, v_keys);
  -- the phone's conversation comes first: it survives a merge
  select array_agg(s.thread_id order by s.position) into v_threads from (
    select a.thread_id, min(array_position(v_keys, a.address)) as position from public.conversation_addresses a
    where a.tenant_id = p_tenant_id and a.channel = 'whatsapp' and a.address = any (v_keys)
    group by a.thread_id
  ) s;
  v_thread := v_threads[1];
  if v_thread is null then
    v_name := app.first_name(p_tenant_id, v_keys, p_contact_name, p_name_source);
    insert into public.conversation_threads (tenant_id, thread_key, contact_name, name_source, phone, reply_address, is_group)
    values (p_tenant_id, 'whatsapp:' || v_keys[1], v_name.name, v_name.name_source, v_phone, p_address ->> 'raw', v_is_group)
    returning id into v_thread;
  elsif cardinality(v_threads) > 1 then
    if (select t.phone is null from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_threads[2]) then
      perform app.merge_threads(p_tenant_id, v_threads[2], v_thread);
    else
      -- the LID moved to another number: two people's histories stay apart, the alias follows the new number, and a
      -- conversation that began under the LID has the key of its phone now
      update public.conversation_addresses set thread_id = v_thread
      where tenant_id = p_tenant_id and channel = 'whatsapp' and address = v_keys[2];
      update public.conversation_threads t set thread_key = 'whatsapp:' || t.phone, updated_at = clock_timestamp()
      where t.tenant_id = p_tenant_id and t.id = v_threads[2] and t.thread_key = 'whatsapp:' || v_keys[2]
      returning * into v_moved;
      if found then
        perform app.publish_thread(v_moved);
      end if;
    end if;
  end if;
  insert into public.conversation_addresses (tenant_id, channel, address, thread_id)
  select p_tenant_id, 'whatsapp', k, v_thread from unnest(v_keys) k
  on conflict (tenant_id, channel, address) do nothing;
  -- a conversation that was known by its LID only learns its phone
  update public.conversation_threads t set phone = v_phone
  where t.tenant_id = p_tenant_id and t.id = v_thread and t.phone is null and v_phone is not null and not v_is_group;
  return v_thread;
end;
$function$;

comment on function app.resolve_thread(p_tenant_id uuid, p_address jsonb, p_contact_name text, p_name_source text) is 'Finds, creates or merges the conversation of {phone, lid, user, group, raw}. Ninth-digit variants and LIDs of one person give one conversation.';

grant execute on function app.resolve_thread(p_tenant_id uuid, p_address jsonb, p_contact_name text, p_name_source text) to service_role;

CREATE OR REPLACE FUNCTION app.reverse_purchase(p_purchase public.whatsapp_credit_purchases, p_payment jsonb, p_credits integer)
 RETURNS public.whatsapp_credit_purchases
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_purchase public.whatsapp_credit_purchases;
begin
  update public.whatsapp_credit_purchases c set
    reversed_credits = p_credits, status = case when p_credits = c.credits then 'refunded' else c.status end,
    asaas_payment_id = p_payment ->> 'id', asaas_customer_id = p_payment ->> 'customer'
  where c.tenant_id = p_purchase.tenant_id and c.id = p_purchase.id returning * into v_purchase;
  perform app.publish_purchase(v_purchase);
  if v_purchase.paid_at is not null then
    perform app.post_reversal(v_purchase, p_credits - p_purchase.reversed_credits);
  end if;
  return v_purchase;
end;
$function$;

CREATE OR REPLACE FUNCTION app.revive_jobs(p_tenant_id uuid, p_job_id bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_revived public.conversation_messages[] := '{}';
  v_count int := 0;
begin
  for v_job in
    select * from app.jobs j where j.tenant_id = p_tenant_id and j.dead_at is not null and j.id = coalesce(p_job_id, j.id)
    order by j.line_no for update
  loop
    if v_job.kind = 'send_message' then
      update public.conversation_messages m set
        -- one that may have arrived is looked for before it is sent again
        status = case m.error_code when 'delivery_unknown' then 'sending' else 'queued' end, next_attempt_at = now(),
        error_code = null, error_detail = null
      where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid and m.status = 'failed'
        and not exists (select from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = m.thread_id)
      returning * into v_message;
      if found then
        perform app.publish_message(v_message);
        v_revived := v_revived || v_message;
        -- it goes to the end of its line, and places are given to whoever holds the conversation
        perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_message.thread_id for update;
      end if;
    end if;
    update app.jobs set
      dead_at = null, attempts = 0, run_at = now(), last_error = null, line_no = nextval('app.line_numbers'), tried_since = null
    where id = v_job.id;
    v_count := v_count + 1;
  end loop;
  -- their failure gave the credits back; last, as the balance is the last to be locked
  foreach v_message in array v_revived loop
    perform app.charge_message(v_message);
  end loop;
  return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION app.said_by_each(p_list jsonb, p_action jsonb, p_is_something boolean)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  return (
    select coalesce(jsonb_agg(s.said order by s.said ->> 'by', s.said ->> 'author' nulls first), '[]') from (
      select e as said from jsonb_array_elements(p_list) e
      where coalesce(e ->> 'author', e ->> 'by') <> coalesce(p_action ->> 'author', p_action ->> 'by')
      union all
      select p_action - array['type', 'target_provider_id', 'at'] where p_is_something
    ) s);
end;
$function$;

CREATE OR REPLACE FUNCTION app.search_condition(p_search text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  v_text text := left(p_search, 200);
  v_digits text;
  v_words text[];
begin
  if v_text ~ '^[\s0-9()+./\u00a0\u2010-\u2015-]*[0-9][\s0-9()+./\u00a0\u2010-\u2015-]*$' then
    -- one number, in any form; a part of it may begin with a trunk zero, or with a zero of its own
    v_digits := regexp_replace(v_text, '[^0-9]', '', 'g');
    return (
      select '(' || string_agg(distinct format('s.words like %L', '%' || d || '%'), ' or ') || ')'
      from unnest(array[v_digits, substr(app.normalize_phone(v_text), 2), regexp_replace(v_digits, '^0+(?=[1-9])', ''),
        regexp_replace(v_digits, '^(00)?550+(?=[1-9])', '55')]) d where d is not null);
  end if;
  v_words := string_to_array(nullif(app.search_words(v_text), ''), ' ');
  if not v_words <@ array['de', 'da', 'do', 'dos', 'das', 'e'] then
    v_words := array(select w from unnest(v_words) w where w <> all (array['de', 'da', 'do', 'dos', 'das', 'e']));
  end if;
  return (
    select string_agg(format('s.words like %L', case when w ~ '^[0-9]+$' then '%' else '% ' end || w || '%'), ' and ')
    from unnest(v_words[1:10]) w);
end;
$function$;

grant execute on function app.search_condition(p_search text) to authenticated;

CREATE OR REPLACE FUNCTION app.search_words(p_text text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  return btrim(regexp_replace(app.normalize_text(p_text), '[\s!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f\ufeff]+', ' ', 'g'));
end;
$function$;

grant execute on function app.search_words(p_text text) to authenticated;

CREATE OR REPLACE FUNCTION app.send_lease(p_job app.jobs, p_message public.conversation_messages, p_uncertain boolean)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'job_id', p_job.id, 'lease_token', p_job.lease_token, 'attempt', p_job.attempts, 'message_id', p_message.id,
    'tenant_id', p_message.tenant_id, 'channel_id', p_message.channel_id, 'provider', p_message.provider,
    'to', jsonb_build_object('raw', t.reply_address, 'phone', t.phone), 'kind', p_message.kind, 'body', p_message.body,
    'reply_to_provider_id', q.provider_message_id,
    'reply_to', case when q.id is not null then jsonb_build_object('body', q.body, 'from_me', q.direction = 'outbound') end,
    'template', case when p_message.content ? 'template' then jsonb_build_object(
      'external_id', p_message.content #> '{template,external_id}', 'variables', p_message.content #> '{template,variables}') end,
    'uncertain', p_uncertain, 'first_attempt_at', p_message.occurred_at, 'automation', p_message.origin = 'automation',
    'channel', app.channel_credentials(p_message.tenant_id, p_message.channel_id))
  from public.conversation_threads t
  left join public.conversation_messages q on q.tenant_id = p_message.tenant_id and q.id = p_message.reply_to_id
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id;
$function$;

CREATE OR REPLACE FUNCTION app.send_message_now(p_tenant_id uuid, p_message_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_message public.conversation_messages;
  v_job app.jobs;
  v_thread_id uuid;
  v_lease jsonb;
begin
  perform app.require_member(p_tenant_id);
  select m.thread_id into v_thread_id from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.direction = 'outbound';
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  perform from app.jobs j where j.id in (select l.id from app.line_of(p_tenant_id, v_thread_id) l) order by j.id for update;
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id for update;
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_message.thread_id for update;
  select l.* into v_job from app.line_of(p_tenant_id, v_message.thread_id) l where l.payload ->> 'message_id' = p_message_id::text;
  -- settled, or under way already
  if not found or v_job.leased_until >= clock_timestamp() then
    return jsonb_build_object('message', to_jsonb(v_message), 'lease', null);
  end if;
  if exists (
    select from app.line_of(p_tenant_id, v_message.thread_id) l
    where l.line_no < v_job.line_no and l.leased_until >= clock_timestamp()
  ) then
    raise sqlstate 'PT409' using message = 'earlier_in_progress', hint = 'The message before it is being sent at this moment.';
  end if;
  -- the first place of the line for this one; those before it move back by one
  update app.jobs j set line_no = s.line_no
  from (
    select o.id, p.line_no from (
      select l.id, row_number() over (order by l.id <> v_job.id, l.line_no) as place
      from app.line_of(p_tenant_id, v_message.thread_id) l where l.line_no <= v_job.line_no) o
    join (
      select l.line_no, row_number() over (order by l.line_no) as place
      from app.line_of(p_tenant_id, v_message.thread_id) l where l.line_no <= v_job.line_no) p using (place)
  ) s
  where j.id = s.id and j.line_no <> s.line_no;
  update app.jobs j set
    attempts = j.attempts + 1, lease_token = gen_random_uuid(), leased_until = clock_timestamp() + app.job_lease()
  where j.id = v_job.id returning * into v_job;
  v_lease := app.open_send(v_job);
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  return jsonb_build_object('message', to_jsonb(v_message), 'lease', v_lease);
end;
$function$;

comment on function app.send_message_now(p_tenant_id uuid, p_message_id uuid) is 'Caller: any member, through send-whatsapp-message. {message, lease}; no lease for one that is settled or under way. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 earlier_in_progress.';

grant execute on function app.send_message_now(p_tenant_id uuid, p_message_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION app.sender_name(p_action jsonb)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  return case when not (p_action ->> 'from_me')::boolean then nullif(app.normalize_name(left(p_action ->> 'contact_name', 200)), '') end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.set_channel_state(p_channel_id uuid, p_state text, p_phone text DEFAULT NULL::text, p_reason text DEFAULT NULL::text, p_qr_code text DEFAULT NULL::text, p_pairing_code text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_channel public.notification_channels;
  v_phone text := app.canonical_phone(p_phone);
begin
  if p_state = 'open' and v_phone is not null then
    select c.* into v_channel from public.notification_channels c where c.id = p_channel_id and c.is_active for no key update;
    -- the phone that was paired speaks for another clinic: it is neither connected nor heard here
    if found and not app.claim_route(v_channel.tenant_id, p_channel_id, 'number', v_phone) then
      p_state := 'close';
      p_reason := 'number_in_use';
      v_phone := null;
    end if;
  end if;
  update public.notification_channels c set
    connection_state = coalesce(p_state, c.connection_state),
    phone = coalesce(v_phone, c.phone),
    connected_at = case when p_state = 'open' and c.connection_state <> 'open' then now() else c.connected_at end,
    last_error = case when p_state = 'open' then null else coalesce(p_reason, c.last_error) end
  where c.id = p_channel_id returning * into v_channel;
  if not found then
    return;
  end if;
  -- a code of a connection that ended opens nothing
  if p_state in ('open', 'close') or p_qr_code is not null or p_pairing_code is not null then
    update public.evolution_instances i set
      qr_code = p_qr_code, pairing_code = p_pairing_code, qr_updated_at = now()
    where i.tenant_id = v_channel.tenant_id and i.channel_id = p_channel_id;
  end if;
  perform app.broadcast(v_channel.tenant_id, 'channel', app.channel_payload(v_channel, p_qr_code is not null));
end;
$function$;

grant execute on function app.set_channel_state(p_channel_id uuid, p_state text, p_phone text, p_reason text, p_qr_code text, p_pairing_code text) to service_role;

CREATE OR REPLACE FUNCTION app.settle_held_credits(p_tenant_id uuid, p_hold_id uuid, p_first_position integer, p_message_ids uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_taken int;
  v_hold app.credit_holds;
begin
  -- shared among all that settle; a release waits for them
  perform pg_advisory_xact_lock_shared(uuid_hash_extended(p_hold_id, 5));
  insert into app.credit_settlements as s (tenant_id, hold_id, position, conversation_message_id)
  select h.tenant_id, h.id, p_first_position + m.index::int - 1, m.id
  from app.credit_holds h, unnest(p_message_ids) with ordinality as m (id, index)
  where h.tenant_id = p_tenant_id and h.id = p_hold_id and h.released_at is null
    and p_first_position >= 1 and p_first_position + cardinality(p_message_ids) - 1 <= h.credits
  on conflict (tenant_id, hold_id, position) do update set
    refunded_at = null, conversation_message_id = excluded.conversation_message_id, settled_at = now()
  where s.refunded_at is not null;
  get diagnostics v_taken = row_count;
  if v_taken = cardinality(p_message_ids) then
    return v_taken;
  end if;
  select * into v_hold from app.credit_holds h where h.tenant_id = p_tenant_id and h.id = p_hold_id;
  if v_hold.id is null then
    raise sqlstate 'PT404' using message = 'hold_not_found';
  elsif (
    select count(*) from app.credit_settlements s
    where s.tenant_id = p_tenant_id and s.hold_id = p_hold_id and s.refunded_at is null
      and s.position between p_first_position and p_first_position + cardinality(p_message_ids) - 1
  ) is distinct from cardinality(p_message_ids) then
    raise sqlstate 'PT409' using message = 'hold_exhausted', detail = 'Released, or holds fewer credits.';
  elsif exists (
    select from app.credit_settlements s
    where s.tenant_id = p_tenant_id and s.hold_id = p_hold_id
      and s.position between p_first_position and p_first_position + cardinality(p_message_ids) - 1
      and s.conversation_message_id is distinct from p_message_ids[s.position - p_first_position + 1]
  ) then
    raise sqlstate 'PT409' using message = 'reference_in_use', detail = 'A credit among these pays for another message.';
  end if;
  return v_taken;
end;
$function$;

comment on function app.settle_held_credits(p_tenant_id uuid, p_hold_id uuid, p_first_position integer, p_message_ids uuid[]) is 'Caller: a campaign that creates its messages from the n-th on, in the same transaction; p_first_position = n. All or none. How many credits were taken now; the others were taken before, for the same messages. Errors: PT404 hold_not_found, PT409 hold_exhausted, PT409 reference_in_use.';

CREATE OR REPLACE FUNCTION app.settle_sent(p_message public.conversation_messages, p_provider_message_id text)
 RETURNS public.conversation_messages
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_twin public.conversation_messages;
  v_reset public.conversation_messages;
  v_displaced text := nullif(p_message.provider_message_id, p_provider_message_id);
  v_claimant uuid;
  v_message public.conversation_messages;
begin
  -- an echo that is just being stored is waited for, and found
  perform pg_advisory_xact_lock(hashtextextended(p_provider_message_id, 2));
  select * into v_twin from public.conversation_messages m
  where m.tenant_id = p_message.tenant_id and m.channel_id = p_message.channel_id
    and m.provider_message_id = p_provider_message_id and m.id <> p_message.id
  for update;
  if v_twin.origin = 'phone' then
    -- the echo came first and looked like a message from elsewhere: it is this one
    delete from public.conversation_messages where tenant_id = v_twin.tenant_id and id = v_twin.id;
    perform app.publish_thread(app.refresh_thread_summary(v_twin.tenant_id, v_twin.thread_id));
    perform app.broadcast(v_twin.tenant_id, 'message_removed', jsonb_build_object('id', v_twin.id, 'thread_id', v_twin.thread_id));
    if v_twin.thread_id <> p_message.thread_id then
      perform app.learn_lid(a.tenant_id, p_message.thread_id, substr(a.address, 5)) from public.conversation_addresses a
      where a.tenant_id = v_twin.tenant_id and a.thread_id = v_twin.thread_id and a.address like 'lid:%';
    end if;
  elsif v_twin.id is not null then
    update public.conversation_messages set
      provider_message_id = null, status = 'sending', delivered_at = null, read_at = null, error_code = null, error_detail = null,
      reactions = '[]', reacted_at = '{}', edited_at = null, deleted_at = null
    where tenant_id = v_twin.tenant_id and id = v_twin.id returning * into v_reset;
  end if;
  v_message := app.record_sent(p_message.tenant_id, p_message.id, p_provider_message_id, now());
  if v_twin.id is not null then
    v_message := app.take_progress(v_message, v_twin);
  end if;
  if v_reset.id is not null and v_displaced is not null then
    perform app.take_progress(app.record_sent(v_twin.tenant_id, v_twin.id, v_displaced, now()), p_message);
  elsif v_reset.id is not null then
    -- its own outcome is open again: somebody must find out
    perform app.publish_message(v_reset);
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    values (v_twin.tenant_id, 'send_message', jsonb_build_object('message_id', v_twin.id), 'send:' || v_twin.id, now() + app.job_lease())
    on conflict (dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
  elsif v_displaced is not null and v_message.provider = 'evolution' then
    -- an echo was another send's, and what was told of its id as well; what Twilio reports names its message, so there the
    -- id was that of an earlier attempt
    v_claimant := app.claim_echo(p_message.tenant_id, p_message.channel_id, p_message.thread_id, v_displaced, p_message.kind,
      p_message.body, now());
    perform app.take_progress(m, p_message) from public.conversation_messages m
    where m.tenant_id = p_message.tenant_id and m.id = v_claimant;
  end if;
  return v_message;
end;
$function$;

CREATE OR REPLACE FUNCTION app.stands_behind(p_message public.conversation_messages, p_line_no bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return exists (
    select from app.line_of(p_message.tenant_id, p_message.thread_id) l where l.line_no < p_line_no);
end;
$function$;

CREATE OR REPLACE FUNCTION app.status_advances(p_from text, p_to text)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  if p_to = 'failed' then
    return p_from in ('queued', 'sending', 'sent');
  end if;
  return array_position(array['queued', 'sending', 'sent', 'delivered', 'read'], p_to)
    > array_position(array['queued', 'sending', 'sent', 'delivered', 'read'], case p_from when 'failed' then 'sent' else p_from end);
end;
$function$;

comment on function app.status_advances(p_from text, p_to text) is 'True when an outbound message in p_from may go to p_to.';

grant execute on function app.status_advances(p_from text, p_to text) to service_role;

CREATE OR REPLACE FUNCTION app.store_credentials(p_tenant_id uuid, p_channel_id uuid, p_credentials jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if p_credentials is null or not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  insert into app_private.channel_credentials as c (tenant_id, channel_id, credentials)
  values (p_tenant_id, p_channel_id, p_credentials)
  on conflict (tenant_id, channel_id) do update set credentials = excluded.credentials, updated_at = now();
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_progress(p_message public.conversation_messages, p_from public.conversation_messages)
 RETURNS public.conversation_messages
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_message public.conversation_messages;
begin
  update public.conversation_messages m set
    status = case when app.status_advances(m.status, p_from.status) then p_from.status else m.status end,
    delivered_at = coalesce(m.delivered_at, p_from.delivered_at), read_at = coalesce(m.read_at, p_from.read_at),
    error_code = coalesce(m.error_code, p_from.error_code), error_detail = coalesce(m.error_detail, p_from.error_detail),
    reactions = case p_from.reacted_at when '{}' then m.reactions else p_from.reactions end,
    reacted_at = case p_from.reacted_at when '{}' then m.reacted_at else p_from.reacted_at end,
    body = case when p_from.edited_at is null then m.body else p_from.body end,
    edited_at = coalesce(m.edited_at, p_from.edited_at), deleted_at = coalesce(m.deleted_at, p_from.deleted_at)
  where m.tenant_id = p_message.tenant_id and m.id = p_message.id returning * into v_message;
  perform app.publish_message(v_message);
  return v_message;
end;
$function$;

CREATE OR REPLACE FUNCTION app.takes_name(p_name text, p_source text, p_new_name text, p_new_source text)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  return app.name_rank(p_new_name, p_new_source) > app.name_rank(p_name, p_source)
    -- what people call themselves changes with their mood
    or p_new_name <> p_name and p_new_source = p_source and p_new_source in ('address_book', 'business', 'group')
      and app.name_rank(p_new_name, p_new_source) > 0;
end;
$function$;

comment on function app.takes_name(p_name text, p_source text, p_new_name text, p_new_source text) is 'True when the new name takes the place of the present one: it is of a higher rank, or the same source changed it.';

CREATE OR REPLACE FUNCTION app.template_sync_target(p_tenant_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_account public.twilio_accounts;
begin
  perform app.require_member(p_tenant_id);
  select a.* into v_account from public.twilio_accounts a
  join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id
  where a.tenant_id = p_tenant_id and c.is_active;
  if not found then
    raise sqlstate 'PT409' using message = 'no_template_channel', hint = 'Connect an official number in the settings.';
  end if;
  return jsonb_build_object('channel_id', v_account.channel_id, 'synced_at', v_account.templates_synced_at,
    'is_fresh', coalesce(v_account.templates_synced_at > now() - interval '15 seconds', false));
end;
$function$;

comment on function app.template_sync_target(p_tenant_id uuid) is 'Caller: any member, through sync-whatsapp-templates. {channel_id, synced_at, is_fresh} of the active official number. Errors: PT401 not_signed_in, PT403 not_a_member, PT409 no_template_channel.';

grant execute on function app.template_sync_target(p_tenant_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION app.tg_any__touch_updated_at()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  new.updated_at := now();
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_messages__settle_credit()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_message public.conversation_messages;
begin
  select * into v_message from public.conversation_messages m where m.tenant_id = new.tenant_id and m.id = new.id;
  if v_message.status = 'failed' then
    perform app.refund_message(v_message);
  elsif app.message_payment(v_message) = 'refund' then
    perform app.charge_message(v_message, true);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_messages__wake_line()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update app.jobs j set run_at = now()
  where j.id = (
    select h.id from app.jobs h
    join public.conversation_messages m on m.tenant_id = h.tenant_id and m.id = (h.payload ->> 'message_id')::uuid
    where h.id = (select l.id from app.line_of(new.tenant_id, new.thread_id) l limit 1)
      and h.leased_until is null and h.run_at > now() and m.next_attempt_at is null
    for update of h skip locked);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_threads__index_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into app.conversation_search (tenant_id, thread_id, words)
  values (new.tenant_id, new.id, concat_ws(' ', '', app.search_words(new.contact_name), substr(new.phone, 2),
    case when new.phone ~ '^\+55[1-9][1-9]9[0-9]{8}$' then substr(new.phone, 2, 4) || right(new.phone, 8) end))
  on conflict (tenant_id, thread_id) do update set words = excluded.words;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_threads__note_status()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.note_event(new, case new.status when 'open' then 'reopened' else 'finished' end,
    -- opened by a message of the person: above it
    case when auth.uid() is null and new.status = 'open' and new.last_message_direction = 'inbound'
      then new.last_message_at else clock_timestamp() end);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_credit_holds__delete_settlements()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  delete from app.credit_settlements s where s.tenant_id = old.tenant_id and s.hold_id = old.id;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_scheduled_functions__tell_clock()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if to_regprocedure('cron.schedule(text,text,text)') is not null then
    execute 'select cron.schedule($1, $2, $3)'
    using 'zelo:' || new.name, new.schedule, format('select app.call_scheduled_function(%L)', new.name);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_tenant_members__broadcast()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.broadcast(old.tenant_id, 'member', jsonb_build_object('user_id', old.user_id, 'role', (
    select m.role from public.tenant_members m
    where m.tenant_id = old.tenant_id and m.user_id = old.user_id and m.status = 'active')));
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_tenant_members__keep_owner()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.lock_team(old.tenant_id);
  if exists (select from public.tenants t where t.id = old.tenant_id) and not exists (
    select from public.tenant_members m where m.tenant_id = old.tenant_id and m.role = 'owner' and m.status = 'active'
  ) then
    raise sqlstate 'PT409' using message = 'last_owner', hint = 'Make another person owner first.';
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_tenant_members__revoke_invitations()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_role text;
begin
  select m.role into v_role from public.tenant_members m
  where m.tenant_id = old.tenant_id and m.user_id = old.user_id and m.status = 'active';
  update public.tenant_invitations i set revoked_at = now()
  where i.tenant_id = old.tenant_id and i.created_by = old.user_id and i.accepted_at is null and i.revoked_at is null
    and not i.role = any (app.grantable_roles(v_role));
  -- and nobody comes back by an invitation from before they went
  if v_role is null then
    update public.tenant_invitations i set revoked_at = now()
    where i.tenant_id = old.tenant_id and i.accepted_at is null and i.revoked_at is null
      and i.email = (select p.email from public.profiles p where p.id = old.user_id);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_twilio_accounts__forget_templates()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  delete from public.message_templates t where t.tenant_id = new.tenant_id and t.channel_id = new.channel_id;
  new.templates_synced_at := null;
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_users__create_profile()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_meta jsonb := case when jsonb_typeof(new.raw_user_meta_data) = 'object' then new.raw_user_meta_data else '{}'::jsonb end;
  v_clinic text := coalesce(app.normalize_name(left(v_meta ->> 'clinic_name', 1000)), '');
  v_zone text := coalesce(v_meta ->> 'time_zone', 'America/Sao_Paulo');
begin
  insert into public.profiles (id, full_name, email, locale)
  values (
    new.id,
    coalesce(app.normalize_name(left(app.normalize_name(left(v_meta ->> 'full_name', 1000)), 120)), ''),
    lower(coalesce(new.email, '')),
    case when v_meta ->> 'locale' in ('pt-BR', 'en') then v_meta ->> 'locale' else 'pt-BR' end
  )
  on conflict (id) do nothing;
  if char_length(v_clinic) between 2 and 120 and not (select s.single_tenant from app.settings s) then
    if not exists (select from pg_catalog.pg_timezone_names z where z.name = v_zone) then
      v_zone := 'America/Sao_Paulo';
    end if;
    perform app.found_tenant(new.id, v_clinic, v_zone);
  end if;
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_users__sync_email()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.profiles set email = lower(coalesce(new.email, '')) where id = new.id;
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_whatsapp_credit_packages__note_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_before jsonb := to_jsonb(old) - '{updated_at,position}'::text[];
  v_after jsonb := to_jsonb(new) - '{updated_at,position}'::text[];
begin
  if v_before is distinct from v_after then
    insert into app.credit_package_changes (package_id, changed_by, before, after, note)
    values (coalesce(new.id, old.id), auth.uid(), v_before, v_after, nullif(current_setting('zelo.package_note', true), ''));
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_whatsapp_credit_purchases__check_again()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  new.next_check_at := app.next_purchase_check(new);
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.thread_id_of_key(p_tenant_id uuid, p_thread_key text)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return (
    select a.thread_id from public.conversation_addresses a
    where a.tenant_id = p_tenant_id and a.channel = split_part(p_thread_key, ':', 1)
      and a.address = substr(p_thread_key, strpos(p_thread_key, ':') + 1));
end;
$function$;

grant execute on function app.thread_id_of_key(p_tenant_id uuid, p_thread_key text) to authenticated;

CREATE OR REPLACE FUNCTION app.thread_payload(t public.conversation_threads)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return to_jsonb(t) - 'reply_address';
end;
$function$;

comment on function app.thread_payload(t public.conversation_threads) is 'A conversation as browsers get it, broadcast or listed.';

grant execute on function app.thread_payload(t public.conversation_threads) to authenticated, service_role;

CREATE OR REPLACE FUNCTION app.threads_to_merge(p_messages app.incoming_action[])
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return (
    select array_agg(distinct l.thread_id) from unnest(p_messages) m (tenant_id, channel_id, provider, action)
    join public.conversation_addresses l on l.tenant_id = m.tenant_id and l.channel = 'whatsapp'
      and l.address = coalesce('lid:' || (m.action #>> '{address,lid}'), 'user:' || (m.action #>> '{address,user}'))
    left join public.conversation_addresses a on a.tenant_id = m.tenant_id and a.channel = 'whatsapp'
      and a.address = app.canonical_phone(m.action #>> '{address,phone}')
    where m.action #>> '{address,phone}' is not null and a.thread_id is distinct from l.thread_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.time_ordered_uuid()
 RETURNS uuid
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_micros bigint := extract(epoch from clock_timestamp()) * 1000000;
begin
  return encode(
    overlay(uuid_send(gen_random_uuid())
      placing substring(int8send(v_micros / 1000) from 3) || int2send((28672 + v_micros % 1000 * 4096 / 1000)::int2) from 1 for 8),
    'hex')::uuid;
end;
$function$;

grant execute on function app.time_ordered_uuid() to service_role;

CREATE OR REPLACE FUNCTION app.today_failures(p_tenant_id uuid)
 RETURNS TABLE(thread public.conversation_threads, message public.conversation_messages, failures bigint)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select distinct on (m.thread_id) t, m, count(*) over (partition by m.thread_id)
  from public.conversation_messages m
  join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
  where m.tenant_id = p_tenant_id and m.status = 'failed' and m.error_code is distinct from 'cancelled'
    and m.occurred_at > now() - interval '7 days'
    and m.deleted_at is null and t.status = 'open'
    and not exists (
      select from public.conversation_messages l
      where l.tenant_id = m.tenant_id and l.thread_id = m.thread_id and l.occurred_at > m.occurred_at
        and l.direction = 'outbound' and l.status in ('sent', 'delivered', 'read'))
  order by m.thread_id, m.occurred_at desc, m.id desc;
$function$;

CREATE OR REPLACE FUNCTION app.today_line(t public.conversation_threads)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object('thread_key', t.thread_key, 'id', t.id, 'contact_name', t.contact_name, 'phone', t.phone,
    'is_group', t.is_group, 'preview', t.last_message_preview, 'kind', t.last_message_kind, 'assigned_to', t.assigned_to,
    'waiting_since', t.waiting_since, 'last_message_at', t.last_message_at);
$function$;

CREATE OR REPLACE FUNCTION app.today_setup(p_tenant_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_whatsapp boolean := exists (
    select from public.notification_channels c
    where c.tenant_id = p_tenant_id and c.is_active and (c.provider = 'twilio' or c.connected_at is not null or c.connection_state = 'open'));
  v_team boolean := (select count(*) > 1 from public.tenant_members m where m.tenant_id = p_tenant_id and m.status = 'active')
    or exists (
      select from public.tenant_invitations i
      where i.tenant_id = p_tenant_id and i.accepted_at is null and i.revoked_at is null and i.expires_at > now());
  v_message boolean := exists (
    select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.direction = 'outbound' and m.origin = 'app'
      and m.status in ('sent', 'delivered', 'read'));
begin
  if v_whatsapp and v_team and v_message then
    return null;
  end if;
  return jsonb_build_object('whatsapp', v_whatsapp, 'team', v_team, 'message', v_message);
end;
$function$;

CREATE OR REPLACE FUNCTION app.twilio_candidates(p_account_sid text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_agg(jsonb_build_object(
    'tenant_id', a.tenant_id, 'channel_id', a.channel_id, 'credentials', k.credentials,
    'sender_phone', a.sender_phone, 'messaging_service_sid', a.messaging_service_sid) order by c.is_active desc, c.updated_at desc), '[]')
  from public.twilio_accounts a
  join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id
  join app_private.channel_credentials k on k.tenant_id = a.tenant_id and k.channel_id = a.channel_id
  where a.account_sid = p_account_sid;
$function$;

comment on function app.twilio_candidates(p_account_sid text) is 'Caller: twilio-whatsapp-inbound. Channels of an account, active first; the one whose auth token signs the request owns it.';

grant execute on function app.twilio_candidates(p_account_sid text) to service_role;

CREATE OR REPLACE FUNCTION app.typed_name(p_name text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  return nullif(app.normalize_name(left(app.normalize_name(left(p_name, 1000)), 120)), '');
end;
$function$;

CREATE OR REPLACE FUNCTION app.unofficial_whatsapp_acceptance(p_tenant_id uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object('accepted_at', a.accepted_at, 'accepted_by', p.full_name)
  from app.unofficial_whatsapp_acceptances a left join public.profiles p on p.id = a.accepted_by
  where a.tenant_id = p_tenant_id;
$function$;

CREATE OR REPLACE FUNCTION app.unread_after_answer(t public.conversation_threads)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_answer public.conversation_messages;
begin
  if t.unread_count = 0 then
    return 0;
  end if;
  select * into v_answer from public.conversation_messages m
  where m.tenant_id = t.tenant_id and m.thread_id = t.id and m.origin = 'phone' and not m.content ? 'via_api'
  order by m.occurred_at desc, m.id desc limit 1;
  if not found then
    return t.unread_count;
  end if;
  return least(t.unread_count, (
    select count(*) from public.conversation_messages m
    where m.tenant_id = t.tenant_id and m.thread_id = t.id and m.direction = 'inbound' and m.kind <> 'system'
      and (m.occurred_at, m.id) > (v_answer.occurred_at, v_answer.id)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.verify_twilio_channel(p_tenant_id uuid, p_channel_id uuid)
 RETURNS public.notification_channels
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_channel public.notification_channels;
begin
  update public.twilio_accounts a set verified_at = now()
  where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id and a.verified_at is null;
  update public.notification_channels c set connection_state = 'open', connected_at = now()
  where c.tenant_id = p_tenant_id and c.id = p_channel_id and c.connection_state <> 'open'
  returning * into v_channel;
  if found then
    perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
    return v_channel;
  end if;
  select c.* into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.id = p_channel_id;
  return v_channel;
end;
$function$;

grant execute on function app.verify_twilio_channel(p_tenant_id uuid, p_channel_id uuid) to service_role;

CREATE OR REPLACE FUNCTION app.wait_in_line(p_job app.jobs, p_message public.conversation_messages)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_message public.conversation_messages;
begin
  update app.jobs j set
    attempts = greatest(j.attempts - 1, 0), run_at = now() + app.line_look(), lease_token = null, leased_until = null
  where j.id = p_job.id;
  if p_message.next_attempt_at is not null then
    update public.conversation_messages m set next_attempt_at = null
    where m.tenant_id = p_message.tenant_id and m.id = p_message.id and m.status in ('queued', 'sending')
    returning * into v_message;
    if found then
      perform app.publish_message(v_message);
    end if;
  end if;
  perform app.hurry_line(p_message.tenant_id, p_message.thread_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.waiting_since(p_tenant_id uuid, p_thread_id uuid)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_here uuid;
  v_phone public.conversation_messages;
  v_phone_second timestamptz;
  v_settled uuid;
begin
  select m.id into v_here from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'outbound' and m.origin = 'app' and m.status <> 'failed'
  order by m.occurred_at desc, m.id desc limit 1;
  select * into v_phone from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'outbound' and m.origin = 'phone' and m.status <> 'failed'
    -- another system of the clinic sent it, perhaps by itself
    and not m.content ? 'via_api'
  order by m.occurred_at desc, m.id desc limit 1;
  v_phone_second := date_trunc('second', v_phone.occurred_at);
  -- ids tell the order of arrival, of events as of messages
  select e.id into v_settled from app.conversation_events e
  where e.tenant_id = p_tenant_id and e.thread_id = p_thread_id and e.kind = 'finished'
    -- unless somebody took it back
    and not exists (
      select from app.conversation_events r
      where r.tenant_id = p_tenant_id and r.thread_id = p_thread_id and r.kind = 'reopened' and r.actor_id is not null
        and r.id > e.id)
  order by e.id desc limit 1;
  return (
    select m.occurred_at from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'inbound' and app.asks_for_answer(m.kind)
      and (v_here is null or m.id > v_here)
      and (v_phone.id is null or m.occurred_at >= v_phone_second
        and (date_trunc('second', m.occurred_at), m.id) > (v_phone_second, v_phone.id))
      and (v_settled is null or m.id > v_settled)
    order by m.occurred_at, m.id limit 1);
end;
$function$;

comment on function app.waiting_since(p_tenant_id uuid, p_thread_id uuid) is 'What conversation_threads.waiting_since must be, from the messages.';

CREATE OR REPLACE FUNCTION app.wanted_actions(p_tenant_id uuid, p_event jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  if jsonb_path_exists(p_event, '$.actions[*].address.group ? (@ != null)')
    and (select t.ignore_groups from public.tenants t where t.id = p_tenant_id) then
    return jsonb_path_query_array(p_event, '$.actions[*] ? (!(@.address.group != null))');
  end if;
  return p_event -> 'actions';
end;
$function$;

CREATE OR REPLACE FUNCTION app.window_opened_at(p_tenant_id uuid, p_thread_id uuid, p_channel_id uuid)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return (
    select m.occurred_at from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.occurred_at >= now() - interval '24 hours'
      and m.channel_id = p_channel_id and m.direction = 'inbound'
    order by m.occurred_at desc, m.id desc limit 1);
end;
$function$;

grant execute on function app.window_opened_at(p_tenant_id uuid, p_thread_id uuid, p_channel_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION app.write_messages(p_messages app.incoming_action[], p_thread_ids uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_added public.conversation_messages[];
  v_told uuid[];
  v_awaited text[];
  v_message public.conversation_messages;
begin
  with incoming as (
    select app.time_ordered_uuid() as id, i.*, (i.action ->> 'from_me')::boolean as from_me, i.action #>> '{address,raw}' as reply_address,
      not (i.action ->> 'from_me')::boolean and i.action ->> 'kind' <> 'system' as is_news,
      (i.action ->> 'from_me')::boolean and not (i.action -> 'content') ? 'via_api'
        and not coalesce((i.action ->> 'sent_via_api')::boolean, false) as is_answer,
      app.sender_name(i.action) as contact_name, app.name_source(i.action) as name_source
    from unnest(p_messages, p_thread_ids) i (tenant_id, channel_id, provider, action, thread_id)
  ), added as (
    insert into public.conversation_messages as m (
      tenant_id, id, thread_id, channel_id, provider, provider_message_id, direction, origin, kind, body, content, media,
      reply_to_provider_id, author_name, status, occurred_at
    )
    select i.tenant_id, i.id, i.thread_id, i.channel_id, i.provider, i.action ->> 'provider_message_id',
      case when i.from_me then 'outbound' else 'inbound' end, case when i.from_me then 'phone' else 'contact' end,
      i.action ->> 'kind', i.action ->> 'body', coalesce(i.action -> 'content', '{}'), nullif(i.action -> 'media', 'null'),
      i.action ->> 'reply_to_provider_id', app.normalize_name(i.action ->> 'author_name'),
      case when i.from_me then coalesce(i.action ->> 'status', 'sent') else 'received' end,
      coalesce((i.action ->> 'occurred_at')::timestamptz, now())
    from incoming i
    on conflict on constraint provider_message_is_stored_once do nothing
    returning m.*, m as message
  ), summarized as (
    update public.conversation_threads t set
      unread_count = case when i.is_answer then 0 else t.unread_count + i.is_news::int end,
      waiting_since = case
        when i.from_me then case when not i.is_answer or a.status = 'failed' then t.waiting_since end
        when not app.asks_for_answer(a.kind) then t.waiting_since
        when t.status = 'finished' then a.occurred_at
        else coalesce(t.waiting_since, a.occurred_at) end,
      last_inbound_at = case when i.is_news then greatest(t.last_inbound_at, a.occurred_at) else t.last_inbound_at end,
      reply_address = coalesce(i.reply_address, t.reply_address),
      status = case when i.is_news then 'open' else t.status end,
      contact_name = case when i.contact_name <> coalesce(t.contact_name, '')
        and app.takes_name(t.contact_name, t.name_source, i.contact_name, i.name_source) then i.contact_name else t.contact_name end,
      name_source = case when i.contact_name <> coalesce(t.contact_name, '')
        and app.takes_name(t.contact_name, t.name_source, i.contact_name, i.name_source) then i.name_source else t.name_source end,
      updated_at = clock_timestamp(),
      last_message_id = a.id,
      last_message_at = a.occurred_at,
      last_message_preview = app.message_preview(a.kind, a.body, a.content),
      last_message_kind = a.kind,
      last_message_direction = a.direction,
      last_message_status = nullif(a.status, 'received')
    from added a join incoming i on i.id = a.id
    where t.tenant_id = a.tenant_id and t.id = a.thread_id
      and (t.last_message_id is null or (a.occurred_at, a.id) > (t.last_message_at, t.last_message_id))
    returning a.id as message_id, a.message, t as thread
  ), told as (
    insert into realtime.messages (topic, extension, event, payload, private)
    select 'tenant:' || (s.message).tenant_id, 'broadcast', 'message', app.message_event(s.message, s.thread), true from summarized s
  )
  select array_agg(a.message), (select array_agg(s.message_id) from summarized s), array_agg(a.provider_message_id) filter (where exists (
      select from app.early_actions e
      where e.tenant_id = a.tenant_id and e.channel_id = a.channel_id and e.provider_message_id = a.provider_message_id))
  into v_added, v_told, v_awaited
  from added a;

  foreach v_message in array coalesce(v_added, '{}') loop
    if (v_message.id = any (v_told)) is not true then
      perform app.count_late_message(v_message, (
        select i.action from unnest(p_messages) i (tenant_id, channel_id, provider, action)
        where i.tenant_id = v_message.tenant_id and i.channel_id = v_message.channel_id
          and i.action ->> 'provider_message_id' = v_message.provider_message_id));
    end if;
    if v_message.direction = 'inbound' then
      perform app.apply_opt_word(v_message);
    end if;
    if v_message.provider_message_id = any (v_awaited) then
      perform app.apply_early_actions(v_message.tenant_id, v_message.channel_id, v_message.provider_message_id);
    end if;
  end loop;
  return coalesce(cardinality(v_added), 0);
end;
$function$;

CREATE OR REPLACE FUNCTION public.accept_invitation(p_token text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_user uuid := app.require_user();
  v_row public.tenant_invitations;
begin
  select * into v_row from public.tenant_invitations i where i.token_hash = sha256(convert_to(coalesce(p_token, ''), 'UTF8'));
  if not found then
    raise sqlstate 'PT404' using message = 'invitation_not_found', hint = 'Ask the clinic for a new link.';
  end if;
  if v_row.email <> (select p.email from public.profiles p where p.id = v_user) then
    raise sqlstate 'PT403' using message = 'invitation_for_another_email', hint = 'Sign in with the invited e-mail.';
  end if;
  -- whoever invites, removes or accepts does so in turn: an invitation is for somebody who is not in the team
  perform app.lock_team(v_row.tenant_id);
  select * into v_row from public.tenant_invitations i where i.tenant_id = v_row.tenant_id and i.id = v_row.id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'invitation_not_found', hint = 'Ask the clinic for a new link.';
  end if;
  if v_row.accepted_at is null then
    if app.invitation_state(v_row) <> 'pending' then
      raise sqlstate 'PT410' using message = 'invitation_expired', hint = 'Ask the clinic for a new link.';
    end if;
    insert into public.tenant_members (tenant_id, user_id, role) values (v_row.tenant_id, v_user, v_row.role)
    on conflict (tenant_id, user_id) do nothing;
    update public.tenant_invitations set accepted_at = now(), accepted_by = v_user
    where tenant_id = v_row.tenant_id and id = v_row.id;
  end if;
  return jsonb_build_object('tenant_id', v_row.tenant_id, 'role', v_row.role);
end;
$function$;

comment on function public.accept_invitation(p_token text) is 'Caller: the invited e-mail. A repeated call answers the same and changes nothing. Returns {tenant_id, role}: the role of the invitation. Errors: PT401 not_signed_in, PT404 invitation_not_found, PT403 invitation_for_another_email, PT410 invitation_expired.';

grant execute on function public.accept_invitation(p_token text) to authenticated;

CREATE OR REPLACE FUNCTION public.accept_unofficial_whatsapp(p_tenant_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_admin(p_tenant_id);
  insert into app.unofficial_whatsapp_acceptances (tenant_id, accepted_by) values (p_tenant_id, auth.uid())
  on conflict (tenant_id) do nothing;
  return app.unofficial_whatsapp_acceptance(p_tenant_id);
end;
$function$;

comment on function public.accept_unofficial_whatsapp(p_tenant_id uuid) is 'Caller: owner or admin. Keeps who accepted the risk of a connection by QR code, and when; the first one stays. Returns {accepted_at, accepted_by}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

grant execute on function public.accept_unofficial_whatsapp(p_tenant_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.add_addon_credits(p_tenant_id uuid, p_addon_type text, p_credits integer, p_reference text, p_type text DEFAULT 'purchase'::text, p_details jsonb DEFAULT '{}'::jsonb)
 RETURNS public.addon_transactions
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_credits(p_credits, p_reference);
  if p_type is null or p_type not in ('purchase', 'topup_manual', 'adjustment') then
    raise sqlstate 'PT400' using message = 'invalid_kind', detail = 'purchase, topup_manual or adjustment.';
  end if;
  return app.post_addon_credits(p_tenant_id, p_addon_type, p_type, p_credits, p_reference, p_details);
end;
$function$;

comment on function public.add_addon_credits(p_tenant_id uuid, p_addon_type text, p_credits integer, p_reference text, p_type text, p_details jsonb) is 'Caller: the service. Credits of a kind come in, once for type and reference. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT400 invalid_kind, PT404 tenant_not_found, PT404 addon_not_found, PT409 reference_in_use.';

grant execute on function public.add_addon_credits(p_tenant_id uuid, p_addon_type text, p_credits integer, p_reference text, p_type text, p_details jsonb) to service_role;

CREATE OR REPLACE FUNCTION public.add_whatsapp_credits(p_tenant_id uuid, p_credits integer, p_reference text, p_kind text DEFAULT 'purchase'::text, p_purchase_id uuid DEFAULT NULL::uuid, p_admin_id uuid DEFAULT NULL::uuid, p_note text DEFAULT NULL::text)
 RETURNS public.whatsapp_credits_transactions
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_credits(p_credits, p_reference);
  if p_kind is null or p_kind not in ('purchase', 'topup_manual', 'adjustment') then
    raise sqlstate 'PT400' using message = 'invalid_kind', detail = 'purchase, topup_manual or adjustment.';
  end if;
  return app.post_credits(p_tenant_id, p_kind, p_credits, p_reference, false, null, p_purchase_id, p_admin_id, p_note);
end;
$function$;

comment on function public.add_whatsapp_credits(p_tenant_id uuid, p_credits integer, p_reference text, p_kind text, p_purchase_id uuid, p_admin_id uuid, p_note text) is 'Caller: the service. Credits come in, once for kind and reference; debt is paid first. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT400 invalid_kind, PT404 tenant_not_found, PT409 reference_in_use.';

grant execute on function public.add_whatsapp_credits(p_tenant_id uuid, p_credits integer, p_reference text, p_kind text, p_purchase_id uuid, p_admin_id uuid, p_note text) to service_role;

CREATE OR REPLACE FUNCTION public.assign_conversation(p_tenant_id uuid, p_thread_key text, p_user_id uuid)
 RETURNS public.conversation_threads
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if p_user_id is not null and not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active'
  ) then
    raise sqlstate 'PT400' using message = 'assignee_not_a_member';
  end if;
  if v_row.assigned_to is not distinct from p_user_id then
    return v_row;
  end if;
  update public.conversation_threads t set
    assigned_to = p_user_id, assigned_at = case when p_user_id is not null then now() end, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.note_event(v_row, case when p_user_id is null then 'unassigned' else 'assigned' end, clock_timestamp(), p_user_id);
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

comment on function public.assign_conversation(p_tenant_id uuid, p_thread_key text, p_user_id uuid) is 'Caller: members. p_user_id NULL leaves it to nobody. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 assignee_not_a_member.';

grant execute on function public.assign_conversation(p_tenant_id uuid, p_thread_key text, p_user_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.cancel_outbound_message(p_tenant_id uuid, p_message_id uuid)
 RETURNS public.conversation_messages
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_message public.conversation_messages := app.lock_outbound(p_tenant_id, p_message_id);
begin
  if v_message.status = 'failed' then
    return v_message;
  end if;
  if v_message.status = 'sending' then
    -- an attempt runs, or one has ended without a word: it may be on the person's phone
    raise sqlstate 'PT409' using message = 'send_in_progress';
  end if;
  if v_message.status <> 'queued' then
    raise sqlstate 'PT409' using message = 'already_sent';
  end if;
  update app.jobs j set finished_at = now(), last_error = 'cancelled', lease_token = null, leased_until = null
  where j.dedupe_key = 'send:' || p_message_id and j.finished_at is null;
  return app.fail_message(p_tenant_id, p_message_id, 'cancelled', null);
end;
$function$;

comment on function public.cancel_outbound_message(p_tenant_id uuid, p_message_id uuid) is 'Caller: members. Takes back a message that waits for its turn or for another attempt; it becomes failed (cancelled). Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 send_in_progress, PT409 already_sent.';

grant execute on function public.cancel_outbound_message(p_tenant_id uuid, p_message_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.channel_health(p_tenant_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_channel public.notification_channels;
  v_troubled integer;
  v_since timestamptz;
  v_newest timestamptz;
  v_last_success timestamptz;
begin
  perform app.require_member(p_tenant_id);
  select * into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active;
  if not found then
    return jsonb_build_object('state', 'none', 'provider', null, 'failures', 0, 'since', null);
  end if;
  select
    count(*) filter (where s.is_troubled), min(s.began_at) filter (where s.is_troubled),
    max(s.began_at) filter (where s.is_troubled), max(s.finished_at) filter (where s.is_sent)
  into v_troubled, v_since, v_newest, v_last_success
  from (
    select coalesce(j.tried_since, j.created_at) as began_at, j.finished_at,
      m.status in ('sent', 'delivered', 'read') as is_sent,
      case when j.finished_at is null then j.last_error is not null and m.status in ('queued', 'sending', 'failed')
        else m.status = 'failed' and not app.is_about_one_message(m.error_code) end as is_troubled
    from app.jobs j
    join public.conversation_messages m on m.tenant_id = j.tenant_id and m.id = (j.payload ->> 'message_id')::uuid
    where j.tenant_id = p_tenant_id and j.kind = 'send_message' and m.channel_id = v_channel.id
      and (j.finished_at is null or j.finished_at > now() - interval '15 minutes')
      and (j.dead_at is null or j.dead_at > now() - interval '15 minutes')
  ) s;
  return jsonb_build_object(
    'state', case
      when v_channel.connection_state = 'close' then 'disconnected'
      when v_channel.connection_state = 'connecting' then 'connecting'
      -- one that went out and began later says that the provider is well again
      when v_troubled >= 3 and coalesce(v_last_success < v_newest, true) then 'failing'
      else 'ok' end,
    'provider', v_channel.provider, 'failures', v_troubled, 'since', v_since);
end;
$function$;

comment on function public.channel_health(p_tenant_id uuid) is 'Caller: members. {state: ok|none|connecting|disconnected|failing, provider, failures, since} of the active channel; failing when three or more sends of the last minutes met an error of the provider and none went out since. Errors: PT401 not_signed_in, PT403 not_a_member.';

grant execute on function public.channel_health(p_tenant_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.count_conversations(p_tenant_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_user uuid := auth.uid();
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'all', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' limit 100) s),
    'mine', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.assigned_to = v_user and t.status = 'open' limit 100) s),
    'unassigned', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' and t.assigned_to is null limit 100) s),
    'waiting', (select count(*) from (
      select from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = 'open' and t.waiting_since is not null limit 100) s),
    'unread', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' and t.unread_count > 0 limit 100) s));
end;
$function$;

comment on function public.count_conversations(p_tenant_id uuid) is 'Caller: members. Open conversations by filter, each counted up to 100: {all, mine, unassigned, waiting, unread}. Errors: PT401 not_signed_in, PT403 not_a_member.';

grant execute on function public.count_conversations(p_tenant_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.create_invitation(p_tenant_id uuid, p_email text, p_role text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_role text := app.lock_team_as_admin(p_tenant_id);
  v_email text := lower(btrim(p_email));
  v_token text := translate(encode(extensions.gen_random_bytes(32), 'base64'), E'+/=\n', '-_');
  v_row public.tenant_invitations;
begin
  if not app.is_email(v_email) then
    raise sqlstate 'PT400' using message = 'invalid_email';
  end if;
  if p_role is null or not p_role = any (app.grantable_roles('owner')) then
    raise sqlstate 'PT400' using message = 'invalid_role';
  end if;
  if not p_role = any (app.grantable_roles(v_role)) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only an owner can invite another owner.';
  end if;
  if exists (
    select from public.tenant_members m join public.profiles p on p.id = m.user_id
    where m.tenant_id = p_tenant_id and p.email = v_email
  ) then
    raise sqlstate 'PT409' using message = 'already_a_member';
  end if;
  perform app.lock_person(auth.uid());
  -- invitations are mailed: an account that anybody can open must not be a way to mail the world
  if (
    select count(*) from public.tenant_invitations i
    where i.created_by = auth.uid() and i.created_at > now() - interval '1 day'
  ) >= 100 then
    raise sqlstate 'PT429' using message = 'too_many_requests', hint = 'Invite the others tomorrow.';
  end if;
  update public.tenant_invitations set revoked_at = now()
  where tenant_id = p_tenant_id and email = v_email and accepted_at is null and revoked_at is null;
  insert into public.tenant_invitations (tenant_id, email, role, token_hash, created_by)
  values (p_tenant_id, v_email, p_role, sha256(convert_to(v_token, 'UTF8')), auth.uid())
  returning * into v_row;
  return jsonb_build_object('id', v_row.id, 'token', v_token, 'email', v_email, 'role', p_role, 'expires_at', v_row.expires_at);
end;
$function$;

comment on function public.create_invitation(p_tenant_id uuid, p_email text, p_role text) is 'Caller: owner or admin (owners only for role owner). Replaces a pending invitation of the same e-mail; ends when its maker may no longer give the role. Returns {id, token, email, role, expires_at}; the token is never shown again. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_email, PT400 invalid_role, PT409 already_a_member, PT429 too_many_requests.';

grant execute on function public.create_invitation(p_tenant_id uuid, p_email text, p_role text) to authenticated;

CREATE OR REPLACE FUNCTION public.create_tenant(p_name text, p_time_zone text DEFAULT 'America/Sao_Paulo'::text)
 RETURNS public.tenants
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_user uuid := app.require_user();
  v_name text;
begin
  if (select s.single_tenant from app.settings s) then
    raise sqlstate 'PT403' using message = 'single_tenant', hint = 'Ask an administrator for an invitation.';
  end if;
  v_name := app.require_name(p_name);
  perform app.require_time_zone(p_time_zone);
  perform app.lock_person(v_user);
  if (select count(*) from public.tenant_members m where m.user_id = v_user and m.role = 'owner') >= 20 then
    raise sqlstate 'PT403' using message = 'too_many_clinics';
  end if;
  return app.found_tenant(v_user, v_name, p_time_zone);
end;
$function$;

comment on function public.create_tenant(p_name text, p_time_zone text) is 'Caller: any signed-in person, who becomes the owner. Errors: PT401 not_signed_in, PT403 single_tenant, PT400 invalid_name, PT400 invalid_time_zone, PT403 too_many_clinics.';

grant execute on function public.create_tenant(p_name text, p_time_zone text) to authenticated;

CREATE OR REPLACE FUNCTION public.credit_consumption(p_tenant_id uuid, p_days integer DEFAULT 30)
 RETURNS TABLE(day date, used integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_zone text;
  v_today date;
  v_days int := least(greatest(coalesce(p_days, 30), 1), 366);
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  select t.time_zone into v_zone from public.tenants t where t.id = p_tenant_id;
  v_today := (now() at time zone v_zone)::date;
  return query
    select d.at::date, coalesce(u.used, 0)
    from generate_series((v_today - (v_days - 1))::timestamp, v_today::timestamp, interval '1 day') d (at)
    left join (
      -- what was owed for counts as used, what was given back does not
      select (x.created_at at time zone v_zone)::date as on_day, sum(x.debt_change - x.amount)::int as used
      from public.whatsapp_credits_transactions x
      where x.tenant_id = p_tenant_id and x.kind in ('usage', 'refund')
        and x.created_at >= (v_today - (v_days - 1))::timestamp at time zone v_zone
      group by 1
    ) u on u.on_day = d.at::date
    order by 1;
end;
$function$;

comment on function public.credit_consumption(p_tenant_id uuid, p_days integer) is 'Caller: owner, admin or supervisor. {day, used} for each of the last p_days days (1 to 366) of the clinic''s time zone, today included; credits that came back count on the day they did. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

grant execute on function public.credit_consumption(p_tenant_id uuid, p_days integer) to authenticated;

CREATE OR REPLACE FUNCTION public.deduct_addon_credits(p_tenant_id uuid, p_addon_type text, p_credits integer, p_reference text, p_details jsonb DEFAULT '{}'::jsonb)
 RETURNS public.addon_transactions
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_credits(p_credits, p_reference);
  return app.post_addon_credits(p_tenant_id, p_addon_type, 'usage', -p_credits, p_reference, p_details);
end;
$function$;

comment on function public.deduct_addon_credits(p_tenant_id uuid, p_addon_type text, p_credits integer, p_reference text, p_details jsonb) is 'Caller: the service. Credits of a kind are spent, once for the reference, never below zero nor beyond a limit of the clinic''s day or hour. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT404 tenant_not_found, PT404 addon_not_found, PT409 addon_inactive, PT402 insufficient_addon_credits, PT429 addon_limit_reached with detail = when it ends, PT409 reference_in_use, PT409 reference_refunded.';

grant execute on function public.deduct_addon_credits(p_tenant_id uuid, p_addon_type text, p_credits integer, p_reference text, p_details jsonb) to service_role;

CREATE OR REPLACE FUNCTION public.deduct_whatsapp_credits(p_tenant_id uuid, p_credits integer, p_reference text, p_conversation_message_id uuid DEFAULT NULL::uuid, p_note text DEFAULT NULL::text)
 RETURNS public.whatsapp_credits_transactions
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_credits(p_credits, p_reference);
  return app.post_credits(p_tenant_id, 'usage', -p_credits, p_reference, false, p_conversation_message_id, null, null, p_note);
end;
$function$;

comment on function public.deduct_whatsapp_credits(p_tenant_id uuid, p_credits integer, p_reference text, p_conversation_message_id uuid, p_note text) is 'Caller: the service. Credits are spent, once for the reference and never below zero. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT404 tenant_not_found, PT402 insufficient_credits with detail {balance, needed}, PT409 reference_in_use, PT409 reference_refunded.';

grant execute on function public.deduct_whatsapp_credits(p_tenant_id uuid, p_credits integer, p_reference text, p_conversation_message_id uuid, p_note text) to service_role;

CREATE OR REPLACE FUNCTION public.discard_dead_job(p_tenant_id uuid, p_job_id bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_admin(p_tenant_id);
  update app.jobs set finished_at = now(), dead_at = null, last_error = concat_ws('; ', last_error, 'discarded')
  where tenant_id = p_tenant_id and id = p_job_id and dead_at is not null;
  if not found then
    raise sqlstate 'PT404' using message = 'job_not_found';
  end if;
end;
$function$;

comment on function public.discard_dead_job(p_tenant_id uuid, p_job_id bigint) is 'Caller: owner or admin. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 job_not_found.';

grant execute on function public.discard_dead_job(p_tenant_id uuid, p_job_id bigint) to authenticated;

CREATE OR REPLACE FUNCTION public.discard_outbound_message(p_tenant_id uuid, p_message_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_message public.conversation_messages := app.lock_outbound(p_tenant_id, p_message_id);
begin
  if v_message.status <> 'failed' or v_message.provider_message_id is not null
    or v_message.error_code is not distinct from 'delivery_unknown' then
    raise sqlstate 'PT409' using message = 'already_sent';
  end if;
  update app.jobs j set finished_at = now(), dead_at = null, last_error = concat_ws('; ', j.last_error, 'discarded')
  where j.dedupe_key = 'send:' || p_message_id and j.finished_at is null;
  delete from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  perform app.publish_thread(app.refresh_thread_summary(p_tenant_id, v_message.thread_id));
  perform app.broadcast(p_tenant_id, 'message_removed',
    jsonb_build_object('id', v_message.id, 'thread_id', v_message.thread_id));
end;
$function$;

comment on function public.discard_outbound_message(p_tenant_id uuid, p_message_id uuid) is 'Caller: members. Removes a failed message that the provider never took. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 already_sent (it may have arrived).';

grant execute on function public.discard_outbound_message(p_tenant_id uuid, p_message_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.get_channel_setup(p_tenant_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_admin(p_tenant_id);
  return jsonb_build_object(
    'active', (select c.provider from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active),
    'risk', app.unofficial_whatsapp_acceptance(p_tenant_id),
    'evolution', (
      select jsonb_build_object('channel_id', c.id, 'external_id', i.external_id, 'server_url', i.server_url,
        'webhook_url', i.webhook_url, 'state', c.connection_state, 'is_active', c.is_active, 'qr_code', i.qr_code,
        'pairing_code', i.pairing_code, 'qr_updated_at', i.qr_updated_at, 'phone', c.phone, 'last_error', c.last_error,
        'last_event_at', c.last_event_at)
      from public.notification_channels c
      join public.evolution_instances i on i.tenant_id = c.tenant_id and i.channel_id = c.id
      where c.tenant_id = p_tenant_id and c.provider = 'evolution'),
    'twilio', (
      select jsonb_build_object('channel_id', c.id, 'account_sid', a.account_sid, 'sender_phone', a.sender_phone,
        'messaging_service_sid', a.messaging_service_sid, 'state', c.connection_state, 'is_active', c.is_active,
        'verified_at', a.verified_at, 'last_event_at', c.last_event_at)
      from public.notification_channels c
      join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
      where c.tenant_id = p_tenant_id and c.provider = 'twilio'));
end;
$function$;

comment on function public.get_channel_setup(p_tenant_id uuid) is 'Caller: owner or admin. {active, risk: who accepted a connection by QR code|null, evolution|null, twilio|null}; never a secret. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

grant execute on function public.get_channel_setup(p_tenant_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.get_conversation(p_tenant_id uuid, p_thread_key text)
 RETURNS public.conversation_threads
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_row public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  select t.* into v_row from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = app.thread_id_of_key(p_tenant_id, p_thread_key);
  if not found then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return v_row;
end;
$function$;

comment on function public.get_conversation(p_tenant_id uuid, p_thread_key text) is 'Caller: members. A key of a conversation merged into another finds that other one. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

grant execute on function public.get_conversation(p_tenant_id uuid, p_thread_key text) to authenticated;

CREATE OR REPLACE FUNCTION public.get_credits_overview(p_tenant_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('balance', coalesce(b.balance, 0), 'debt_credits', coalesce(b.debt_credits, 0),
      'held_credits', (
        select coalesce(sum(h.credits), 0) - (
          select count(*) from app.credit_settlements s join app.credit_holds o on o.tenant_id = s.tenant_id and o.id = s.hold_id
          where s.tenant_id = p_tenant_id and o.released_at is null and s.refunded_at is null)
        from app.credit_holds h where h.tenant_id = p_tenant_id and h.released_at is null),
      'lifetime_purchased', coalesce(b.lifetime_purchased, 0), 'lifetime_used', coalesce(b.lifetime_used, 0),
      'low_balance_threshold', coalesce(b.low_balance_threshold, 20),
      'low_balance', coalesce(b.balance <= b.low_balance_threshold, true), 'low_balance_since', b.low_balance_alerted_at,
      'is_charged', app.pays_with_credits(t.id),
      'updated_at', b.updated_at)
    from public.tenants t left join public.whatsapp_credits_balance b on b.tenant_id = t.id
    where t.id = p_tenant_id);
end;
$function$;

comment on function public.get_credits_overview(p_tenant_id uuid) is 'Caller: any member. {balance, debt_credits, held_credits, lifetime_purchased, lifetime_used, low_balance_threshold, low_balance, low_balance_since, is_charged, updated_at}; is_charged: the active channel is an official number. Errors: PT401 not_signed_in, PT403 not_a_member.';

grant execute on function public.get_credits_overview(p_tenant_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.get_invitation(p_token text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_row public.tenant_invitations;
begin
  select * into v_row from public.tenant_invitations i where i.token_hash = sha256(convert_to(coalesce(p_token, ''), 'UTF8'));
  if not found then
    raise sqlstate 'PT404' using message = 'invitation_not_found', hint = 'Ask the clinic for a new link.';
  end if;
  return jsonb_build_object(
    'tenant_name', (select t.name from public.tenants t where t.id = v_row.tenant_id),
    'email', v_row.email, 'role', v_row.role, 'expires_at', v_row.expires_at, 'state', app.invitation_state(v_row)
  );
end;
$function$;

comment on function public.get_invitation(p_token text) is 'Caller: anyone who holds the token. Returns {tenant_name, email, role, expires_at, state}. Errors: PT404 invitation_not_found.';

grant execute on function public.get_invitation(p_token text) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.get_public_settings()
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object('single_tenant', s.single_tenant) from app.settings s;
$function$;

comment on function public.get_public_settings() is 'Caller: anyone. What the sign-in screens must know: {single_tenant}.';

grant execute on function public.get_public_settings() to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.get_queue_metrics(p_tenant_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_admin(p_tenant_id);
  return (
    select jsonb_build_object(
      'waiting', count(*) filter (where j.finished_at is null and j.dead_at is null and j.attempts = 0
        and (j.leased_until is null or j.leased_until < now())),
      'retrying', count(*) filter (where j.finished_at is null and j.dead_at is null and j.attempts > 0
        and (j.leased_until is null or j.leased_until < now())),
      'running', count(*) filter (where j.finished_at is null and j.dead_at is null and j.leased_until >= now()),
      'dead', count(*) filter (where j.dead_at is not null),
      'oldest_waiting_seconds', coalesce(floor(extract(epoch from now() - min(j.created_at)
        filter (where j.finished_at is null and j.dead_at is null))), 0),
      'finished_last_hour', count(*) filter (where j.finished_at >= now() - interval '1 hour'),
      'failed_last_hour', count(*) filter (where j.dead_at >= now() - interval '1 hour'),
      -- what the inbox calls not sent, whether or not its job is still there
      'unsent', (select count(*) from public.conversation_messages m
        where m.tenant_id = p_tenant_id and m.status = 'failed' and m.occurred_at > now() - interval '30 days'
          and m.error_code is distinct from 'cancelled'),
      'unparsed', (select count(*) from app.webhook_events e where e.tenant_id = p_tenant_id and e.outcome = 'unparsed' and e.reviewed_at is null),
      'per_minute', (
        select jsonb_agg(jsonb_build_object('at', g.minute, 'finished', coalesce(f.finished, 0), 'failed', coalesce(f.failed, 0))
          order by g.minute)
        from generate_series(date_trunc('minute', now()) - interval '59 minutes', date_trunc('minute', now()), interval '1 minute') g (minute)
        left join (
          select date_trunc('minute', coalesce(d.finished_at, d.dead_at)) as minute,
            count(d.finished_at) as finished, count(d.dead_at) as failed
          from app.jobs d
          where d.tenant_id = p_tenant_id and coalesce(d.finished_at, d.dead_at) >= now() - interval '1 hour'
          group by 1
        ) f on f.minute = g.minute))
    from app.jobs j where j.tenant_id = p_tenant_id);
end;
$function$;

comment on function public.get_queue_metrics(p_tenant_id uuid) is 'Caller: owner or admin. {waiting, retrying, running, dead, oldest_waiting_seconds, finished_last_hour, failed_last_hour, unsent: failed messages of thirty days, unparsed, per_minute[60]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

grant execute on function public.get_queue_metrics(p_tenant_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.get_service_window(p_tenant_id uuid, p_thread_key text)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_thread_id uuid;
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  if v_thread_id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return (
    select app.window_opened_at(p_tenant_id, v_thread_id, c.id) + interval '24 hours' from public.notification_channels c
    where c.tenant_id = p_tenant_id and c.is_active and c.provider = 'twilio');
end;
$function$;

comment on function public.get_service_window(p_tenant_id uuid, p_thread_key text) is 'Caller: members. Until when the clinic''s active official number may answer in free text; NULL when it may not, or when another kind of number is active, which always may. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

grant execute on function public.get_service_window(p_tenant_id uuid, p_thread_key text) to authenticated;

CREATE OR REPLACE FUNCTION public.get_tenant(p_tenant_id uuid)
 RETURNS public.tenants
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_tenant public.tenants;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_tenant from public.tenants t where t.id = p_tenant_id;
  return v_tenant;
end;
$function$;

comment on function public.get_tenant(p_tenant_id uuid) is 'Caller: owner or admin. The clinic with its document. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

grant execute on function public.get_tenant(p_tenant_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.get_today(p_tenant_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_user uuid := (select auth.uid());
  v_lines constant integer := 8;
begin
  return jsonb_build_object(
    'waiting', (
      select jsonb_build_object('total', count(*), 'lines', coalesce(
        jsonb_agg(app.today_line(w.t) order by w.place) filter (where w.place <= v_lines), '[]'))
      from (
        select t, row_number() over (order by t.waiting_since, t.id) as place from public.conversation_threads t
        where t.tenant_id = p_tenant_id and t.status = 'open' and t.waiting_since is not null) w),
    'failed', (
      select jsonb_build_object('total', coalesce(sum(f.failures), 0), 'lines', coalesce(jsonb_agg(
        app.today_line(f.thread) || jsonb_build_object('message_id', (f.message).id, 'body', left((f.message).body, 300),
          'message_kind', (f.message).kind, 'error_code', (f.message).error_code, 'failed_at', (f.message).occurred_at,
          'failures', f.failures) order by f.place) filter (where f.place <= v_lines), '[]'))
      from (
        select s.*, row_number() over (order by (s.message).occurred_at desc, (s.message).id) as place
        from app.today_failures(p_tenant_id) s) f),
    'mine', (
      select jsonb_build_object('total', count(*), 'waiting', count(m.since), 'lines', coalesce(
        jsonb_agg(app.today_line(m.t) order by m.place) filter (where m.place <= v_lines), '[]'))
      from (
        select t, t.waiting_since as since,
          row_number() over (order by t.waiting_since nulls last, t.last_message_at desc, t.id) as place
        from public.conversation_threads t
        where t.tenant_id = p_tenant_id and t.status = 'open' and t.assigned_to = v_user) m),
    'balance', case when app.pays_with_credits(p_tenant_id) then (
      select jsonb_build_object('credits', coalesce(max(b.balance), 0), 'is_low', coalesce(bool_or(b.balance <= b.low_balance_threshold), true))
      from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id) end,
    'channel', (
      select jsonb_build_object('provider', c.provider, 'state', c.connection_state, 'phone', c.phone, 'last_event_at', c.last_event_at)
      from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active),
    'setup', case when v_role in ('owner', 'admin') then app.today_setup(p_tenant_id) end);
end;
$function$;

comment on function public.get_today(p_tenant_id uuid) is 'Caller: any member. {waiting: {total, lines}, failed: {total, lines}, mine: {total, waiting, lines}, balance: {credits, is_low} for an official number, channel: the active one, setup: {whatsapp, team, message} for owner and admin until all are done}; eight lines each, whoever waits longest and what failed last first. Errors: PT401 not_signed_in, PT403 not_a_member.';

grant execute on function public.get_today(p_tenant_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.leave_tenant(p_tenant_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_member(p_tenant_id);
  perform app.lock_team(p_tenant_id);
  perform app.require_member(p_tenant_id);
  delete from public.tenant_members where tenant_id = p_tenant_id and user_id = auth.uid();
end;
$function$;

comment on function public.leave_tenant(p_tenant_id uuid) is 'Caller: any member, for oneself. Errors: PT401 not_signed_in, PT403 not_a_member, PT409 last_owner.';

grant execute on function public.leave_tenant(p_tenant_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.list_changes(p_tenant_id uuid, p_since timestamp with time zone, p_limit integer DEFAULT 200)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'now', now(),
    'threads', coalesce((
      select jsonb_agg(app.thread_payload(s) order by s.updated_at desc) from (
        select t.* from public.conversation_threads t
        -- a transaction that began before p_since may have committed after it
        where t.tenant_id = p_tenant_id and t.updated_at >= p_since - interval '30 seconds'
        order by t.updated_at desc limit least(greatest(coalesce(p_limit, 200), 1), 1000)
      ) s), '[]'));
end;
$function$;

comment on function public.list_changes(p_tenant_id uuid, p_since timestamp with time zone, p_limit integer) is 'Caller: members. Conversations changed since a moment, for catching up after a gap: {now, threads}. Errors: PT401 not_signed_in, PT403 not_a_member.';

grant execute on function public.list_changes(p_tenant_id uuid, p_since timestamp with time zone, p_limit integer) to authenticated;

CREATE OR REPLACE FUNCTION public.list_conversation_events(p_tenant_id uuid, p_thread_key text, p_limit integer DEFAULT 200)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_agg(app.event_payload(s) order by s.occurred_at desc, s.id desc) from (
      select e.* from app.conversation_events e
      where e.tenant_id = p_tenant_id and e.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key)
      order by e.occurred_at desc, e.id desc limit least(greatest(coalesce(p_limit, 200), 1), 500)) s), '[]');
end;
$function$;

comment on function public.list_conversation_events(p_tenant_id uuid, p_thread_key text, p_limit integer) is 'Caller: members. What happened to a conversation beside its messages, newest first: [{id, thread_id, kind, actor_id, assignee_id, name, occurred_at}], p_limit up to 500. Errors: PT401 not_signed_in, PT403 not_a_member.';

grant execute on function public.list_conversation_events(p_tenant_id uuid, p_thread_key text, p_limit integer) to authenticated;

CREATE OR REPLACE FUNCTION public.list_conversations(p_tenant_id uuid, p_filter text DEFAULT 'all'::text, p_status text DEFAULT 'open'::text, p_search text DEFAULT NULL::text, p_before_at timestamp with time zone DEFAULT NULL::timestamp with time zone, p_before_id uuid DEFAULT NULL::uuid, p_limit integer DEFAULT 40)
 RETURNS SETOF public.conversation_threads
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_limit int := least(greatest(coalesce(p_limit, 40), 1), 100);
  v_at timestamptz := coalesce(p_before_at, 'infinity');
  v_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  v_is_search boolean := app.search_condition(p_search) is not null;
begin
  perform app.require_member(p_tenant_id);
  if not v_is_search and p_filter = 'all' then
    return query
      select t.* from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = p_status and (t.last_message_at, t.id) < (v_at, v_id)
      order by t.last_message_at desc, t.id desc limit v_limit;
    return;
  end if;
  -- who waits longest comes first; a search finds them newest first, as everywhere
  if not v_is_search and p_filter = 'waiting' then
    return query
      select t.* from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = p_status and t.waiting_since is not null
        and (t.waiting_since, t.id) > (coalesce(p_before_at, '-infinity'), coalesce(p_before_id, '00000000-0000-0000-0000-000000000000'))
      order by t.waiting_since, t.id limit v_limit;
    return;
  end if;
  return query
    select t.* from public.conversation_threads t
    where t.tenant_id = p_tenant_id and t.status = p_status and (t.last_message_at, t.id) < (v_at, v_id)
      and (p_filter <> 'unread' or t.unread_count > 0)
      and (p_filter <> 'waiting' or t.waiting_since is not null)
      and (p_filter <> 'mine' or t.assigned_to = (select auth.uid()))
      and (p_filter <> 'unassigned' or t.assigned_to is null)
      and (not v_is_search or t.id in (select f.id from app.find_conversations(p_tenant_id, p_search) f (id)))
    order by t.last_message_at desc, t.id desc limit v_limit;
end;
$function$;

comment on function public.list_conversations(p_tenant_id uuid, p_filter text, p_status text, p_search text, p_before_at timestamp with time zone, p_before_id uuid, p_limit integer) is 'Caller: members. Newest first; pass the last row''s last_message_at and id for the next page. p_filter all|unread|mine|unassigned|waiting; without a search, waiting is longest first and pages by waiting_since, p_status open|finished, p_limit up to 100. Errors: PT401 not_signed_in, PT403 not_a_member.';

grant execute on function public.list_conversations(p_tenant_id uuid, p_filter text, p_status text, p_search text, p_before_at timestamp with time zone, p_before_id uuid, p_limit integer) to authenticated;

CREATE OR REPLACE FUNCTION public.list_credit_transactions(p_tenant_id uuid, p_kinds text[] DEFAULT NULL::text[], p_from date DEFAULT NULL::date, p_to date DEFAULT NULL::date, p_before bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 50)
 RETURNS TABLE(id bigint, kind text, amount integer, debt_change integer, balance_after integer, note text, created_at timestamp with time zone, thread_key text, contact_name text, purchase_id uuid, admin_name text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_time_zone text;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  select t.time_zone into v_time_zone from public.tenants t where t.id = p_tenant_id;
  return query
    select x.id, x.kind, x.amount, x.debt_change, x.balance_after, x.note, x.created_at, h.thread_key, h.contact_name, x.purchase_id,
      nullif(p.full_name, '')
    from public.whatsapp_credits_transactions x
    left join public.conversation_messages m on m.tenant_id = x.tenant_id and m.id = x.conversation_message_id
    left join public.conversation_threads h on h.tenant_id = m.tenant_id and h.id = m.thread_id
    left join public.profiles p on p.id = x.admin_id
    where x.tenant_id = p_tenant_id and (p_kinds is null or x.kind = any (p_kinds)) and (p_before is null or x.id < p_before)
      and (p_from is null or x.created_at >= p_from::timestamp at time zone v_time_zone)
      and (p_to is null or x.created_at < (least(p_to, '9999-12-31') + 1)::timestamp at time zone v_time_zone)
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 500);
end;
$function$;

comment on function public.list_credit_transactions(p_tenant_id uuid, p_kinds text[], p_from date, p_to date, p_before bigint, p_limit integer) is 'Caller: owner, admin or supervisor. Movements, newest first, between two days of the clinic''s calendar; p_before is the id of the last one seen. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

grant execute on function public.list_credit_transactions(p_tenant_id uuid, p_kinds text[], p_from date, p_to date, p_before bigint, p_limit integer) to authenticated;

CREATE OR REPLACE FUNCTION public.list_members(p_tenant_id uuid)
 RETURNS TABLE(user_id uuid, full_name text, email text, role text, status text, created_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select m.user_id, p.full_name, p.email, m.role, m.status, m.created_at
    from public.tenant_members m join public.profiles p on p.id = m.user_id
    where m.tenant_id = p_tenant_id
    order by p.full_name, p.email;
end;
$function$;

comment on function public.list_members(p_tenant_id uuid) is 'Caller: any member. The team, by name. Errors: PT401 not_signed_in, PT403 not_a_member.';

grant execute on function public.list_members(p_tenant_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.list_message_templates(p_tenant_id uuid)
 RETURNS SETOF public.message_templates
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select t.* from public.message_templates t
    join public.notification_channels c on c.tenant_id = t.tenant_id and c.id = t.channel_id and c.is_active
    where t.tenant_id = p_tenant_id
    order by t.status = 'approved' desc, lower(t.name), t.language, t.id;
end;
$function$;

comment on function public.list_message_templates(p_tenant_id uuid) is 'Caller: members. Templates of the active channel, approved first, then by name; none where it is not an official number. Errors: PT401 not_signed_in, PT403 not_a_member.';

grant execute on function public.list_message_templates(p_tenant_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.list_messages(p_tenant_id uuid, p_thread_key text, p_before_at timestamp with time zone DEFAULT NULL::timestamp with time zone, p_before_id uuid DEFAULT NULL::uuid, p_limit integer DEFAULT 50)
 RETURNS SETOF public.conversation_messages
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_thread_id uuid;
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  return query
    select m.* from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_thread_id
      and (m.occurred_at, m.id) < (coalesce(p_before_at, 'infinity'), coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by m.occurred_at desc, m.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

comment on function public.list_messages(p_tenant_id uuid, p_thread_key text, p_before_at timestamp with time zone, p_before_id uuid, p_limit integer) is 'Caller: members. Newest first, keyset by occurred_at and id, p_limit up to 200. Errors: PT401 not_signed_in, PT403 not_a_member.';

grant execute on function public.list_messages(p_tenant_id uuid, p_thread_key text, p_before_at timestamp with time zone, p_before_id uuid, p_limit integer) to authenticated;

CREATE OR REPLACE FUNCTION public.list_queue_jobs(p_tenant_id uuid, p_state text DEFAULT 'dead'::text, p_limit integer DEFAULT 50)
 RETURNS TABLE(id bigint, kind text, state text, attempts integer, max_attempts integer, run_at timestamp with time zone, last_error text, created_at timestamp with time zone, dead_at timestamp with time zone, summary text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_admin(p_tenant_id);
  return query
    select j.id, j.kind,
      case when j.dead_at is not null then 'dead' when j.leased_until >= now() then 'running'
        when j.attempts > 0 then 'retrying' else 'waiting' end,
      j.attempts, j.max_attempts, j.run_at, j.last_error, j.created_at, j.dead_at,
      concat_ws(' · ', coalesce(t.contact_name, t.phone), left(m.body, 80))
    from app.jobs j
    left join public.conversation_messages m on m.tenant_id = j.tenant_id and m.id = (j.payload ->> 'message_id')::uuid
    left join public.conversation_threads t on t.tenant_id = j.tenant_id and t.id = m.thread_id
    where j.tenant_id = p_tenant_id and j.finished_at is null and (p_state = 'dead') = (j.dead_at is not null)
    order by coalesce(j.dead_at, j.created_at) desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

comment on function public.list_queue_jobs(p_tenant_id uuid, p_state text, p_limit integer) is 'Caller: owner or admin. p_state dead|waiting. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

grant execute on function public.list_queue_jobs(p_tenant_id uuid, p_state text, p_limit integer) to authenticated;

CREATE OR REPLACE FUNCTION public.list_unparsed_events(p_tenant_id uuid, p_limit integer DEFAULT 50)
 RETURNS TABLE(event_id text, provider text, event_type text, reason text, received_at timestamp with time zone, payload jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_admin(p_tenant_id);
  return query
    select e.event_key, e.provider, e.event_type, e.reason, e.received_at, e.raw
    from app.webhook_events e
    where e.tenant_id = p_tenant_id and e.outcome = 'unparsed' and e.reviewed_at is null
    order by e.received_at desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

comment on function public.list_unparsed_events(p_tenant_id uuid, p_limit integer) is 'Caller: owner or admin. Authentic events of which something was not understood and that nobody has reviewed, newest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

grant execute on function public.list_unparsed_events(p_tenant_id uuid, p_limit integer) to authenticated;

CREATE OR REPLACE FUNCTION public.mark_conversation_read(p_tenant_id uuid, p_thread_key text, p_seen_id uuid DEFAULT NULL::uuid)
 RETURNS public.conversation_threads
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_unread integer := 0;
begin
  if v_row.unread_count > 0 and p_seen_id is not null then
    -- ids tell the order of arrival
    select least(count(*), v_row.unread_count) into v_unread from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_row.id and m.direction = 'inbound' and m.kind <> 'system' and m.id > p_seen_id;
  end if;
  if v_row.unread_count = v_unread then
    return v_row;
  end if;
  update public.conversation_threads t set unread_count = v_unread, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

comment on function public.mark_conversation_read(p_tenant_id uuid, p_thread_key text, p_seen_id uuid) is 'Caller: members. p_seen_id is the newest message, by id, that the person has on the screen: what arrived after it stays unread. NULL: everything is read. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

grant execute on function public.mark_conversation_read(p_tenant_id uuid, p_thread_key text, p_seen_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.mark_conversation_unread(p_tenant_id uuid, p_thread_key text)
 RETURNS public.conversation_threads
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if v_row.unread_count > 0 then
    return v_row;
  end if;
  update public.conversation_threads t set unread_count = 1, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

comment on function public.mark_conversation_unread(p_tenant_id uuid, p_thread_key text) is 'Caller: members. For somebody to look at again; the next look reads it. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

grant execute on function public.mark_conversation_unread(p_tenant_id uuid, p_thread_key text) to authenticated;

CREATE OR REPLACE FUNCTION public.most_bought_package()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_most uuid[];
begin
  perform app.require_user();
  -- fewer than three clinics would tell what one of them bought
  select array_agg(c.package_id order by c.place) into v_most
  from (
    select u.package_id, rank() over (order by count(*) desc) as place
    from public.whatsapp_credit_purchases u
    where u.status = 'paid' and u.paid_at >= now() - interval '90 days' and u.package_id is not null
    group by u.package_id having count(distinct u.tenant_id) >= 3
  ) c
  where c.place = 1;
  return case when cardinality(v_most) = 1 then v_most[1] end;
end;
$function$;

comment on function public.most_bought_package() is 'Caller: any signed-in person. The package that was paid for most often in 90 days, by three clinics at least; NULL when there is none or several are. Errors: PT401 not_signed_in.';

grant execute on function public.most_bought_package() to authenticated;

CREATE OR REPLACE FUNCTION public.my_context()
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_user uuid := app.require_user();
begin
  return jsonb_build_object(
    'user', (select jsonb_build_object('id', p.id, 'email', p.email, 'full_name', p.full_name, 'locale', p.locale)
      from public.profiles p where p.id = v_user),
    'is_saas_admin', app.is_saas_admin(),
    'single_tenant', (select s.single_tenant from app.settings s),
    'left_clinic', (
      select t.name from (
        select m.tenant_id, m.updated_at as at from public.tenant_members m where m.user_id = v_user and m.status = 'disabled'
        union all
        -- a removed member leaves no membership, but the invitation that was accepted
        select i.tenant_id, i.accepted_at from public.tenant_invitations i where i.accepted_by = v_user
      ) w join public.tenants t on t.id = w.tenant_id
      where not exists (
        select from public.tenant_members m where m.tenant_id = w.tenant_id and m.user_id = v_user and m.status = 'active')
      order by w.at desc limit 1),
    'memberships', coalesce((
      select jsonb_agg(jsonb_build_object(
        'tenant_id', t.id, 'slug', t.slug, 'name', t.name, 'role', m.role, 'time_zone', t.time_zone, 'logo_path', t.logo_path,
        'whatsapp', (select jsonb_build_object('provider', c.provider, 'state', c.connection_state)
          from public.notification_channels c where c.tenant_id = t.id and c.is_active),
        'unread_total', (select count(*) from public.conversation_threads h
          where h.tenant_id = t.id and h.status = 'open' and h.unread_count > 0)) order by t.name)
      from public.tenant_members m join public.tenants t on t.id = m.tenant_id
      where m.user_id = v_user and m.status = 'active'), '[]'));
end;
$function$;

comment on function public.my_context() is 'Caller: any signed-in person. {user, is_saas_admin, single_tenant, left_clinic: the one that the person was in last and is in no more, memberships:[{tenant_id, slug, name, role, time_zone, logo_path, whatsapp, unread_total: conversations with unread messages}]}. Errors: PT401 not_signed_in.';

grant execute on function public.my_context() to authenticated;

CREATE OR REPLACE FUNCTION public.pre_request()
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_headers jsonb := coalesce(nullif(current_setting('request.headers', true), ''), '{}');
  v_reads_table boolean := current_setting('request.method', true) in ('GET', 'HEAD')
    and current_setting('request.path', true) not like '/rpc/%';
begin
  if current_user = 'service_role' then
    return;
  end if;
  if (v_reads_table and v_headers ? 'prefer')
    or regexp_replace(v_headers ->> 'prefer', '[\s"]', '', 'g') ~* 'count=(planned|estimated)'
    or v_headers ->> 'accept' ~* 'vnd\.pgrst\.plan'
  then
    raise sqlstate 'PT400' using message = 'estimates_not_offered', hint = 'Read the table without a Prefer header.';
  end if;
end;
$function$;

comment on function public.pre_request() is 'Caller: the Data API, before each request. Refuses what would show a planner''s estimate to anybody but the service. Errors: PT400 estimates_not_offered.';

grant execute on function public.pre_request() to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.refund_addon_credits(p_tenant_id uuid, p_reference text)
 RETURNS public.addon_transactions
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_charge public.addon_transactions;
begin
  perform app.require_credits(1, p_reference);
  select * into v_charge from public.addon_transactions x
  where x.tenant_id = p_tenant_id and x.type = 'usage' and x.reference = p_reference;
  if not found then
    raise sqlstate 'PT404' using message = 'charge_not_found', detail = p_reference;
  end if;
  return app.post_addon_credits(p_tenant_id, v_charge.addon_type, 'refund', -v_charge.amount, p_reference);
end;
$function$;

comment on function public.refund_addon_credits(p_tenant_id uuid, p_reference text) is 'Caller: the service. Gives back what was deducted under the reference, all of it and once. Returns the ledger row. Errors: PT400 invalid_reference, PT404 charge_not_found.';

grant execute on function public.refund_addon_credits(p_tenant_id uuid, p_reference text) to service_role;

CREATE OR REPLACE FUNCTION public.refund_whatsapp_credits(p_tenant_id uuid, p_reference text, p_note text DEFAULT NULL::text)
 RETURNS public.whatsapp_credits_transactions
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_charge public.whatsapp_credits_transactions;
begin
  perform app.require_credits(1, p_reference);
  select * into v_charge from public.whatsapp_credits_transactions x
  where x.tenant_id = p_tenant_id and x.kind = 'usage' and x.reference = p_reference;
  if not found then
    raise sqlstate 'PT404' using message = 'charge_not_found', detail = p_reference;
  end if;
  return app.post_credits(p_tenant_id, 'refund', v_charge.debt_change - v_charge.amount, p_reference, false,
    v_charge.conversation_message_id, null, null, p_note);
end;
$function$;

comment on function public.refund_whatsapp_credits(p_tenant_id uuid, p_reference text, p_note text) is 'Caller: the service. Gives back what was deducted under the reference, all of it and once. Returns the ledger row. Errors: PT400 invalid_reference, PT404 charge_not_found.';

grant execute on function public.refund_whatsapp_credits(p_tenant_id uuid, p_reference text, p_note text) to service_role;

CREATE OR REPLACE FUNCTION public.remove_member(p_tenant_id uuid, p_user_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_caller_role text := app.lock_team_as_admin(p_tenant_id);
begin
  perform app.lock_manageable_member(p_tenant_id, p_user_id, v_caller_role);
  delete from public.tenant_members where tenant_id = p_tenant_id and user_id = p_user_id;
end;
$function$;

comment on function public.remove_member(p_tenant_id uuid, p_user_id uuid) is 'Caller: owner or admin (owners only over owners). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 member_not_found, PT409 last_owner.';

grant execute on function public.remove_member(p_tenant_id uuid, p_user_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.rename_conversation(p_tenant_id uuid, p_thread_key text, p_name text)
 RETURNS public.conversation_threads
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_name text := app.typed_name(p_name);
  v_source text := 'person';
begin
  if v_name is null then
    select f.name, f.name_source into v_name, v_source from app.first_name(p_tenant_id, array(
      select a.address from public.conversation_addresses a where a.tenant_id = p_tenant_id and a.thread_id = v_row.id), null, null) f;
  end if;
  if (v_row.contact_name, v_row.name_source) is not distinct from (v_name, v_source) then
    return v_row;
  end if;
  update public.conversation_threads t set contact_name = v_name, name_source = v_source, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  if v_row.contact_name is not null then
    perform app.note_event(v_row, 'renamed', clock_timestamp(), null, v_row.contact_name);
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

comment on function public.rename_conversation(p_tenant_id uuid, p_thread_key text, p_name text) is 'Caller: members. A typed name stands whatever providers say later; an empty one gives the name back to them. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

grant execute on function public.rename_conversation(p_tenant_id uuid, p_thread_key text, p_name text) to authenticated;

CREATE OR REPLACE FUNCTION public.replay_dead_jobs(p_tenant_id uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_admin(p_tenant_id);
  return app.revive_jobs(p_tenant_id, null);
end;
$function$;

comment on function public.replay_dead_jobs(p_tenant_id uuid) is 'Caller: owner or admin. How many went back to the queue: all, or none when the credits do not suffice. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT402 insufficient_credits.';

grant execute on function public.replay_dead_jobs(p_tenant_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.replay_job(p_tenant_id uuid, p_job_id bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_admin(p_tenant_id);
  if p_job_id is null or app.revive_jobs(p_tenant_id, p_job_id) = 0 then
    raise sqlstate 'PT404' using message = 'job_not_found';
  end if;
end;
$function$;

comment on function public.replay_job(p_tenant_id uuid, p_job_id bigint) is 'Caller: owner or admin. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 job_not_found, PT402 insufficient_credits.';

grant execute on function public.replay_job(p_tenant_id uuid, p_job_id bigint) to authenticated;

CREATE OR REPLACE FUNCTION public.review_unparsed_events(p_tenant_id uuid, p_event_ids text[], p_reviewed boolean DEFAULT true)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_count integer;
begin
  perform app.require_admin(p_tenant_id);
  update app.webhook_events e set reviewed_at = case when p_reviewed then now() end
  where e.tenant_id = p_tenant_id and e.event_key = any (p_event_ids) and e.outcome = 'unparsed'
    -- the primary key begins with the clinic and its channels
    and e.channel_id in (select c.id from public.notification_channels c where c.tenant_id = p_tenant_id)
    and (e.reviewed_at is null) = p_reviewed;
  get diagnostics v_count = row_count;
  return v_count;
end;
$function$;

comment on function public.review_unparsed_events(p_tenant_id uuid, p_event_ids text[], p_reviewed boolean) is 'Caller: owner or admin. Takes events off the list of list_unparsed_events, or puts them back (p_reviewed false); they stay stored. How many changed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

grant execute on function public.review_unparsed_events(p_tenant_id uuid, p_event_ids text[], p_reviewed boolean) to authenticated;

CREATE OR REPLACE FUNCTION public.revoke_invitation(p_tenant_id uuid, p_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_role text := app.require_admin(p_tenant_id);
begin
  update public.tenant_invitations set revoked_at = coalesce(revoked_at, now())
  where tenant_id = p_tenant_id and id = p_id and accepted_at is null and role = any (app.grantable_roles(v_role));
  if not found then
    raise sqlstate 'PT404' using message = 'invitation_not_found';
  end if;
end;
$function$;

comment on function public.revoke_invitation(p_tenant_id uuid, p_id uuid) is 'Caller: owner or admin. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 invitation_not_found.';

grant execute on function public.revoke_invitation(p_tenant_id uuid, p_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_book_check()
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_saas_admin();
  return app.book_health() || jsonb_build_object('list', (
    select coalesce(jsonb_agg(to_jsonb(l) order by l.tenant_name, l.addon_type nulls first, l.fault), '[]')
    from (
      select f.tenant_id, t.name as tenant_name, f.addon_type, f.fault
      from jsonb_to_recordset((select b.faults from app.book_checks b order by b.checked_at desc, b.id desc limit 1))
        as f (tenant_id uuid, addon_type text, fault text)
      left join public.tenants t on t.id = f.tenant_id
      order by t.name, f.addon_type nulls first, f.fault
      limit 100
    ) l));
end;
$function$;

comment on function public.saas_book_check() is 'Caller: SaaS administrators. {checked_at, is_late, faults, list: [{tenant_id, tenant_name, addon_type, fault balance|chain|hold}]} of the last check, at most a hundred in the list; addon_type is null for WhatsApp credits, tenant_name for a clinic that was deleted since. Errors: PT401 not_signed_in, PT403 forbidden.';

grant execute on function public.saas_book_check() to authenticated;

CREATE OR REPLACE FUNCTION public.saas_credits_overview()
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_saas_admin();
  return (
    select jsonb_build_object('clinics', count(*), 'balance', coalesce(sum(b.balance), 0), 'debt_credits', coalesce(sum(b.debt_credits), 0),
      'low_balance_clinics', count(*) filter (where b.low_balance_alerted_at is not null and app.pays_with_credits(b.tenant_id)))
    from public.whatsapp_credits_balance b
  ) || (
    select jsonb_build_object(
      'revenue_cents', coalesce(sum(c.kept_cents) filter (where c.status = 'paid'), 0),
      'revenue_cents_30d', coalesce(sum(c.kept_cents) filter (where c.status = 'paid' and c.paid_at >= now() - interval '30 days'), 0),
      'purchases_30d', count(*) filter (where c.status = 'paid' and c.paid_at >= now() - interval '30 days'),
      'purchases_pending', count(*) filter (where c.status = 'pending'),
      'purchases_failed_30d', count(*) filter (where c.status = 'failed' and c.created_at >= now() - interval '30 days'))
    from (
      -- what was given back in part counts by the credits that were not
      select u.status, u.paid_at, u.created_at, round(u.amount_brl * 100 * (u.credits - u.reversed_credits) / u.credits)::bigint as kept_cents
      from public.whatsapp_credit_purchases u
    ) c
  ) || (
    select jsonb_build_object('events_to_review', count(*)) from app.asaas_events e where e.outcome = 'review' and e.reviewed_at is null
  ) || (
    select jsonb_build_object('webhook', jsonb_build_object(
      'is_interrupted', w.is_interrupted, 'detail', w.detail, 'checked_at', w.checked_at))
    from app.asaas_webhook w);
end;
$function$;

comment on function public.saas_credits_overview() is 'Caller: SaaS administrators. {clinics, balance, debt_credits, low_balance_clinics, revenue_cents, revenue_cents_30d, purchases_30d, purchases_pending, purchases_failed_30d, events_to_review, webhook {is_interrupted, detail, checked_at}}. Revenue is what was paid, less the part of the credits that was given back. Errors: PT401 not_signed_in, PT403 forbidden.';

grant execute on function public.saas_credits_overview() to authenticated;

CREATE OR REPLACE FUNCTION public.saas_delete_addon_product(p_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_saas_admin();
  -- before any row, as whoever saves one
  lock table public.addon_products in share row exclusive mode;
  perform app.require_product_unused(p_id);
  update public.addon_products set deleted_at = now(), is_active = false where id = p_id and deleted_at is null;
end;
$function$;

comment on function public.saas_delete_addon_product(p_id uuid) is 'Caller: SaaS administrators. The product is offered no more; statements still name it, and one that is gone already is no error. Errors: PT401 not_signed_in, PT403 forbidden, PT409 product_in_use with detail = how many clinics have credits of its type, of which it is the last.';

grant execute on function public.saas_delete_addon_product(p_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_delete_credit_package(p_id uuid, p_note text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_saas_admin();
  perform app.note_package_change(p_note);
  -- purchases before their package, as events lock them
  perform from public.whatsapp_credit_purchases c where c.package_id = p_id order by c.id for no key update;
  delete from public.whatsapp_credit_packages where id = p_id;
end;
$function$;

comment on function public.saas_delete_credit_package(p_id uuid, p_note text) is 'Caller: SaaS administrators. Purchases keep its name and price; one that is gone already is no error; p_note says why. Errors: PT401 not_signed_in, PT403 forbidden, PT400 note_required.';

grant execute on function public.saas_delete_credit_package(p_id uuid, p_note text) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_grant_addon_credits(p_tenant_id uuid, p_addon_type text, p_credits integer, p_note text, p_client_id uuid, p_admin_id uuid, p_product_id uuid DEFAULT NULL::uuid)
 RETURNS public.addon_transactions
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_note text := app.require_top_up(p_tenant_id, p_note, p_client_id, p_admin_id);
begin
  perform app.require_credits(p_credits, p_client_id::text);
  return app.post_addon_credits(p_tenant_id, p_addon_type, 'topup_manual', p_credits, 'topup:' || p_client_id, jsonb_build_object(
    'description', v_note, 'admin_user_id', p_admin_id, 'product_id', (select p.id from public.addon_products p where p.id = p_product_id)));
end;
$function$;

comment on function public.saas_grant_addon_credits(p_tenant_id uuid, p_addon_type text, p_credits integer, p_note text, p_client_id uuid, p_admin_id uuid, p_product_id uuid) is 'Caller: SaaS administrators, as saas_top_up_whatsapp_credits. Idempotent by p_client_id. Returns the ledger row. Errors: PT401 not_signed_in, PT403 forbidden, PT403 own_clinic, PT400 missing_client_id, PT400 note_required, PT400 invalid_credits, PT404 tenant_not_found, PT404 addon_not_found, PT409 reference_in_use.';

grant execute on function public.saas_grant_addon_credits(p_tenant_id uuid, p_addon_type text, p_credits integer, p_note text, p_client_id uuid, p_admin_id uuid, p_product_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_list_addon_credits(p_search text DEFAULT NULL::text, p_limit integer DEFAULT 50, p_after_name text DEFAULT NULL::text, p_after_id uuid DEFAULT NULL::uuid, p_after_type text DEFAULT NULL::text)
 RETURNS TABLE(tenant_id uuid, tenant_name text, addon_type text, balance integer, total_purchased integer, total_consumed integer, daily_limit integer, hourly_limit integer, daily_used integer, hourly_used integer, low_balance_threshold integer, is_active boolean, expires_at timestamp with time zone, updated_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_search text := app.normalize_text(p_search);
begin
  perform app.require_saas_admin();
  return query
    select a.tenant_id, t.name, a.addon_type, a.balance, a.total_purchased, a.total_consumed, a.daily_limit, a.hourly_limit,
      -- what was used in a day or hour that is over is used no more
      case when a.daily_reset_at > now() then a.daily_used else 0 end, case when a.hourly_reset_at > now() then a.hourly_used else 0 end,
      a.low_balance_threshold, a.is_active, a.expires_at, a.updated_at
    from public.addon_credits a join public.tenants t on t.id = a.tenant_id
    where (v_search is null or strpos(app.normalize_text(t.name), v_search) > 0 or strpos(t.slug, v_search) > 0)
      and (p_after_name is null or (t.name, a.tenant_id, a.addon_type) > (p_after_name, p_after_id, p_after_type))
    order by t.name, a.tenant_id, a.addon_type
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

comment on function public.saas_list_addon_credits(p_search text, p_limit integer, p_after_name text, p_after_id uuid, p_after_type text) is 'Caller: SaaS administrators. Add-ons of the clinics whose name or slug has the search in it, by name; the page after one begins at its clinic''s name and id and its type. Errors: PT401 not_signed_in, PT403 forbidden.';

grant execute on function public.saas_list_addon_credits(p_search text, p_limit integer, p_after_name text, p_after_id uuid, p_after_type text) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_list_addon_transactions(p_tenant_id uuid DEFAULT NULL::uuid, p_addon_type text DEFAULT NULL::text, p_limit integer DEFAULT 50, p_before uuid DEFAULT NULL::uuid, p_type text DEFAULT NULL::text, p_since timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS TABLE(tenant_id uuid, id uuid, tenant_name text, addon_type text, type text, amount integer, balance_after integer, description text, product_name text, admin_name text, price_cents integer, created_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_saas_admin();
  return query
    select x.tenant_id, x.id, t.name, x.addon_type, x.type, x.amount, x.balance_after, x.description, d.name,
      coalesce(nullif(p.full_name, ''), p.email), x.price_cents, x.created_at
    from public.addon_transactions x
    join public.tenants t on t.id = x.tenant_id
    left join public.addon_products d on d.id = x.product_id
    left join public.profiles p on p.id = x.admin_user_id
    where (p_tenant_id is null or x.tenant_id = p_tenant_id) and (p_addon_type is null or x.addon_type = p_addon_type)
      and (p_type is null or x.type = p_type) and (p_since is null or x.created_at >= p_since)
      and (p_before is null or x.id < p_before)
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

comment on function public.saas_list_addon_transactions(p_tenant_id uuid, p_addon_type text, p_limit integer, p_before uuid, p_type text, p_since timestamp with time zone) is 'Caller: SaaS administrators. Movements of add-ons, newest first: of one clinic, one add-on, one type (purchase, usage, topup_manual, refund, adjustment) and since a moment, or of any; p_before is the id of the last one seen. Errors: PT401 not_signed_in, PT403 forbidden.';

grant execute on function public.saas_list_addon_transactions(p_tenant_id uuid, p_addon_type text, p_limit integer, p_before uuid, p_type text, p_since timestamp with time zone) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_list_asaas_events(p_outcome text DEFAULT 'review'::text, p_limit integer DEFAULT 50, p_before timestamp with time zone DEFAULT NULL::timestamp with time zone, p_before_id text DEFAULT NULL::text, p_open_only boolean DEFAULT false)
 RETURNS TABLE(id text, event_type text, outcome text, reason text, payment_id text, tenant_id uuid, tenant_name text, purchase_id uuid, received_at timestamp with time zone, reviewed_at timestamp with time zone, raw jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_saas_admin();
  return query
    select e.id, e.event_type, e.outcome, e.reason, e.payment_id, e.tenant_id, t.name, e.purchase_id, e.received_at, e.reviewed_at, e.raw
    from app.asaas_events e left join public.tenants t on t.id = e.tenant_id
    where (p_outcome is null or e.outcome = p_outcome) and (p_before is null or (e.received_at, e.id) < (p_before, p_before_id))
      and (not coalesce(p_open_only, false) or e.reviewed_at is null)
    order by e.received_at desc, e.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

comment on function public.saas_list_asaas_events(p_outcome text, p_limit integer, p_before timestamp with time zone, p_before_id text, p_open_only boolean) is 'Caller: SaaS administrators. Events of the payment provider, newest first: those a person must look at, or p_outcome applied, ignored or NULL for all; with p_open_only none that somebody has looked at. The page after an event begins before its received_at and id. Errors: PT401 not_signed_in, PT403 forbidden.';

grant execute on function public.saas_list_asaas_events(p_outcome text, p_limit integer, p_before timestamp with time zone, p_before_id text, p_open_only boolean) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_list_credit_balances(p_search text DEFAULT NULL::text, p_limit integer DEFAULT 50, p_after_name text DEFAULT NULL::text, p_after_id uuid DEFAULT NULL::uuid, p_emptiest_first boolean DEFAULT false, p_after_place integer DEFAULT NULL::integer)
 RETURNS TABLE(tenant_id uuid, name text, slug text, balance integer, debt_credits integer, low_balance boolean, lifetime_purchased integer, lifetime_used integer, last_purchase_at timestamp with time zone, place integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_search text := app.normalize_text(p_search);
begin
  perform app.require_saas_admin();
  return query
    select c.id, c.name, c.slug, c.balance, c.debt_credits, c.low_balance, c.lifetime_purchased, c.lifetime_used,
      (select max(u.paid_at) from public.whatsapp_credit_purchases u where u.tenant_id = c.id), c.place
    from (
      select t.id, t.name, t.slug, coalesce(b.balance, 0) as balance, coalesce(b.debt_credits, 0) as debt_credits,
        b.low_balance_alerted_at is not null and app.pays_with_credits(t.id) as low_balance, coalesce(b.lifetime_purchased, 0) as lifetime_purchased,
        coalesce(b.lifetime_used, 0) as lifetime_used,
        -- a clinic that never had credits has nothing to run out of
        case when p_emptiest_first then coalesce(b.balance - b.debt_credits, 2147483647) else 0 end as place
      from public.tenants t left join public.whatsapp_credits_balance b on b.tenant_id = t.id
      where v_search is null or strpos(app.normalize_text(t.name), v_search) > 0 or strpos(t.slug, v_search) > 0
    ) c
    where p_after_id is null
      or (c.place, c.name, c.id) > (coalesce(p_after_place, 0), p_after_name, p_after_id)
    order by c.place, c.name, c.id
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

comment on function public.saas_list_credit_balances(p_search text, p_limit integer, p_after_name text, p_after_id uuid, p_emptiest_first boolean, p_after_place integer) is 'Caller: SaaS administrators. Clinics whose name or slug has the search in it, with their balance, zero for one that never had any: by name, or by balance less debt, those that never had any last. The page after a clinic begins at its place, name and id. Errors: PT401 not_signed_in, PT403 forbidden.';

grant execute on function public.saas_list_credit_balances(p_search text, p_limit integer, p_after_name text, p_after_id uuid, p_emptiest_first boolean, p_after_place integer) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_list_credit_purchases(p_status text DEFAULT NULL::text, p_limit integer DEFAULT 50, p_before timestamp with time zone DEFAULT NULL::timestamp with time zone, p_before_id uuid DEFAULT NULL::uuid)
 RETURNS TABLE(tenant_id uuid, id uuid, tenant_name text, package_name text, credits integer, amount_brl numeric, status text, reversed_credits integer, asaas_payment_id text, created_at timestamp with time zone, paid_at timestamp with time zone, expires_at timestamp with time zone, failed_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_saas_admin();
  return query
    select c.tenant_id, c.id, t.name, c.package_name, c.credits, c.amount_brl, c.status, c.reversed_credits, c.asaas_payment_id,
      c.created_at, c.paid_at, c.expires_at, c.failed_at
    from public.whatsapp_credit_purchases c join public.tenants t on t.id = c.tenant_id
    where (p_status is null or c.status = p_status) and (p_before is null or (c.created_at, c.id) < (p_before, p_before_id))
    order by c.created_at desc, c.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

comment on function public.saas_list_credit_purchases(p_status text, p_limit integer, p_before timestamp with time zone, p_before_id uuid) is 'Caller: SaaS administrators. Purchases of all clinics, newest first, in one state or in any. The page after a purchase begins before its created_at and id. Errors: PT401 not_signed_in, PT403 forbidden.';

grant execute on function public.saas_list_credit_purchases(p_status text, p_limit integer, p_before timestamp with time zone, p_before_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_list_package_changes(p_limit integer DEFAULT 20)
 RETURNS TABLE(id bigint, package_name text, price_before numeric, price_after numeric, changed_by text, changed_at timestamp with time zone, note text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_saas_admin();
  return query
    select x.id, coalesce(x.after, x.before) ->> 'name', (x.before ->> 'price_brl')::numeric, (x.after ->> 'price_brl')::numeric,
      coalesce(nullif(p.full_name, ''), p.email), x.changed_at, x.note
    from app.credit_package_changes x left join public.profiles p on p.id = x.changed_by
    where (x.before ->> 'price_brl') is distinct from (x.after ->> 'price_brl')
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 20), 1), 200);
end;
$function$;

comment on function public.saas_list_package_changes(p_limit integer) is 'Caller: SaaS administrators. The latest prices: of packages that were created (price_before is NULL), changed, or deleted (price_after is NULL), by whom and why. Errors: PT401 not_signed_in, PT403 forbidden.';

grant execute on function public.saas_list_package_changes(p_limit integer) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_list_tenants(p_search text DEFAULT NULL::text, p_limit integer DEFAULT 50, p_after_name text DEFAULT NULL::text, p_after_id uuid DEFAULT NULL::uuid)
 RETURNS TABLE(id uuid, slug text, name text, created_at timestamp with time zone, members bigint, conversations bigint, messages_30d bigint, channel text, channel_state text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_saas_admin();
  return query
    select t.id, t.slug, t.name, t.created_at,
      (select count(*) from public.tenant_members m where m.tenant_id = t.id and m.status = 'active'),
      (select count(*) from public.conversation_threads h where h.tenant_id = t.id),
      -- by conversation, because the timeline index then reads no more than these thirty days
      (select count(*) from public.conversation_threads h
        join public.conversation_messages g on g.tenant_id = h.tenant_id and g.thread_id = h.id
          and g.occurred_at >= now() - interval '30 days'
        where h.tenant_id = t.id and h.last_message_at >= now() - interval '30 days'),
      c.provider, c.connection_state
    from public.tenants t
    left join public.notification_channels c on c.tenant_id = t.id and c.is_active
    where (p_search is null or app.normalize_text(t.name) like '%' || app.normalize_text(p_search) || '%' or t.slug like '%' || lower(p_search) || '%')
      and (p_after_name is null or (t.name, t.id) > (p_after_name, coalesce(p_after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')))
    order by t.name, t.id
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

comment on function public.saas_list_tenants(p_search text, p_limit integer, p_after_name text, p_after_id uuid) is 'Caller: SaaS administrators. Clinics by name with their size; pass the last row''s name and id for the next page. Errors: PT401 not_signed_in, PT403 forbidden.';

grant execute on function public.saas_list_tenants(p_search text, p_limit integer, p_after_name text, p_after_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_list_top_ups(p_tenant_id uuid DEFAULT NULL::uuid, p_limit integer DEFAULT 20)
 RETURNS TABLE(id bigint, tenant_id uuid, tenant_name text, credits integer, balance_after integer, note text, admin_id uuid, admin_name text, created_at timestamp with time zone, reversed_credits integer, reversed_at timestamp with time zone, reversed_by text, reversal_note text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_saas_admin();
  return query
    select x.id, x.tenant_id, t.name, x.amount - x.debt_change, x.balance_after, x.note, x.admin_id,
      coalesce(nullif(p.full_name, ''), p.email), x.created_at,
      r.debt_change - r.amount, r.created_at, coalesce(nullif(q.full_name, ''), q.email), r.note
    from public.whatsapp_credits_transactions x
    join public.tenants t on t.id = x.tenant_id
    left join public.profiles p on p.id = x.admin_id
    left join public.whatsapp_credits_transactions r on r.kind = 'adjustment' and r.reference = x.reference
    left join public.profiles q on q.id = r.admin_id
    where x.kind = 'topup_manual' and (p_tenant_id is null or x.tenant_id = p_tenant_id)
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 20), 1), 200);
end;
$function$;

comment on function public.saas_list_top_ups(p_tenant_id uuid, p_limit integer) is 'Caller: SaaS administrators. The latest top-ups, of one clinic or of all: who gave how many credits and why, and who took how many back. Errors: PT401 not_signed_in, PT403 forbidden.';

grant execute on function public.saas_list_top_ups(p_tenant_id uuid, p_limit integer) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_order_credit_packages(p_ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.require_saas_admin();
  lock table public.whatsapp_credit_packages in share row exclusive mode;
  update public.whatsapp_credit_packages k set position = o.place * 10
  from unnest(p_ids) with ordinality o (id, place) where k.id = o.id and k.position <> o.place * 10;
end;
$function$;

comment on function public.saas_order_credit_packages(p_ids uuid[]) is 'Caller: SaaS administrators. The order in which the shop shows the packages; those not named keep their place. Errors: PT401 not_signed_in, PT403 forbidden.';

grant execute on function public.saas_order_credit_packages(p_ids uuid[]) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_reverse_top_up(p_tenant_id uuid, p_top_up_id bigint, p_note text, p_admin_id uuid)
 RETURNS public.whatsapp_credits_transactions
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_note text := app.require_top_up(p_tenant_id, p_note, gen_random_uuid(), p_admin_id);
  v_top_up public.whatsapp_credits_transactions;
  v_balance public.whatsapp_credits_balance;
  v_credits int;
begin
  select * into v_top_up from public.whatsapp_credits_transactions x
  where x.tenant_id = p_tenant_id and x.id = p_top_up_id and x.kind = 'topup_manual' and x.reference like 'topup:%';
  if not found then
    raise sqlstate 'PT404' using message = 'top_up_not_found';
  end if;
  v_balance := app.lock_credits(p_tenant_id);
  if exists (
    select from public.whatsapp_credits_transactions x where x.kind = 'adjustment' and x.reference = v_top_up.reference
  ) then
    raise sqlstate 'PT409' using message = 'already_reversed', hint = 'Look at the list of top-ups again.';
  end if;
  v_credits := least(v_balance.balance, v_top_up.amount - v_top_up.debt_change);
  if v_credits = 0 then
    raise sqlstate 'PT409' using message = 'nothing_to_reverse', hint = 'The clinic has spent these credits.';
  end if;
  return app.post_credits(p_tenant_id, 'adjustment', -v_credits, v_top_up.reference, false, null, null, p_admin_id, v_note);
end;
$function$;

comment on function public.saas_reverse_top_up(p_tenant_id uuid, p_top_up_id bigint, p_note text, p_admin_id uuid) is 'Caller: SaaS administrators, p_admin_id being their own id; not for a clinic they belong to, unless it is the only one. Takes back what is left of a top-up, at most the balance, once. Returns the ledger row. Errors: PT401 not_signed_in, PT403 forbidden, PT403 own_clinic, PT400 note_required, PT404 top_up_not_found, PT409 already_reversed, PT409 nothing_to_reverse.';

grant execute on function public.saas_reverse_top_up(p_tenant_id uuid, p_top_up_id bigint, p_note text, p_admin_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_review_asaas_event(p_id text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_admin uuid := app.require_saas_admin();
begin
  update app.asaas_events e set reviewed_at = coalesce(e.reviewed_at, now()), reviewed_by = coalesce(e.reviewed_by, v_admin)
  where e.id = p_id and e.outcome = 'review';
  if not found then
    raise sqlstate 'PT404' using message = 'event_not_found';
  end if;
end;
$function$;

comment on function public.saas_review_asaas_event(p_id text) is 'Caller: SaaS administrators. Notes who looked at an event, the first time. Errors: PT401 not_signed_in, PT403 forbidden, PT404 event_not_found.';

grant execute on function public.saas_review_asaas_event(p_id text) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_save_addon_product(p_id uuid, p_slug text, p_name text, p_description text, p_addon_type text, p_credits_amount integer, p_price_cents integer, p_icon text DEFAULT NULL::text, p_is_active boolean DEFAULT true, p_is_visible boolean DEFAULT true, p_sort_order integer DEFAULT 0, p_seen_at timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS public.addon_products
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_name text;
  v_product public.addon_products;
begin
  perform app.require_saas_admin();
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_name := app.require_name(p_name);
  if coalesce(p_slug, '') !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or char_length(p_slug) > 120 or coalesce(p_addon_type, '') !~ '^[a-z][a-z0-9_]{1,39}$' then
    raise sqlstate 'PT400' using message = 'invalid_slug', detail = 'Lower case letters, digits and hyphens.';
  end if;
  -- one administrator at a time, so that a slug that two want is refused to one of them in words
  lock table public.addon_products in share row exclusive mode;
  perform app.require_seen(p_seen_at, (select o.updated_at from public.addon_products o where o.id = p_id and o.deleted_at is null));
  if exists (select from public.addon_products o where o.slug = p_slug and o.id <> p_id) then
    raise sqlstate 'PT409' using message = 'slug_in_use', detail = p_slug;
  end if;
  if exists (select from public.addon_products o where o.id = p_id and o.addon_type <> p_addon_type) then
    perform app.require_product_unused(p_id);
  end if;
  perform app.require_credits(p_credits_amount, 'product');
  if p_price_cents is null or p_price_cents < 0 then
    raise sqlstate 'PT400' using message = 'invalid_price', detail = 'In cents, not negative.';
  end if;
  insert into public.addon_products (id, slug, name, description, addon_type, icon, credits_amount, price_cents, is_active, is_visible, sort_order)
  values (p_id, p_slug, v_name, nullif(app.normalize_lines(left(p_description, 500)), ''), p_addon_type, coalesce(nullif(left(p_icon, 60), ''), 'pi pi-box'),
    p_credits_amount, p_price_cents, coalesce(p_is_active, true), coalesce(p_is_visible, true), coalesce(p_sort_order, 0))
  on conflict (id) do update set
    slug = excluded.slug, name = excluded.name, description = excluded.description, addon_type = excluded.addon_type, icon = excluded.icon,
    credits_amount = excluded.credits_amount, price_cents = excluded.price_cents, is_active = excluded.is_active,
    is_visible = excluded.is_visible, sort_order = excluded.sort_order, deleted_at = null
  returning * into v_product;
  return v_product;
end;
$function$;

comment on function public.saas_save_addon_product(p_id uuid, p_slug text, p_name text, p_description text, p_addon_type text, p_credits_amount integer, p_price_cents integer, p_icon text, p_is_active boolean, p_is_visible boolean, p_sort_order integer, p_seen_at timestamp with time zone) is 'Caller: SaaS administrators. Creates the product or changes it; the id is the caller''s. p_seen_at: updated_at of the product that was changed, NULL for a new one. Saving a deleted one without it brings it back. Errors: PT401 not_signed_in, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_slug, PT409 slug_in_use, PT409 product_in_use when its type changes, PT400 invalid_credits, PT400 invalid_price, PT400 note_required, PT409 changed_meanwhile or deleted.';

grant execute on function public.saas_save_addon_product(p_id uuid, p_slug text, p_name text, p_description text, p_addon_type text, p_credits_amount integer, p_price_cents integer, p_icon text, p_is_active boolean, p_is_visible boolean, p_sort_order integer, p_seen_at timestamp with time zone) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_save_credit_package(p_id uuid, p_name text, p_description text, p_credits integer, p_price_brl numeric, p_is_active boolean, p_is_featured boolean, p_seen_at timestamp with time zone DEFAULT NULL::timestamp with time zone, p_note text DEFAULT NULL::text)
 RETURNS public.whatsapp_credit_packages
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_name text;
  v_package public.whatsapp_credit_packages;
begin
  perform app.require_saas_admin();
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_name := app.require_name(p_name, 100);
  perform app.require_credits(p_credits, 'package');
  -- one administrator at a time, so that the order is that of one of them and places are not shared
  lock table public.whatsapp_credit_packages in share row exclusive mode;
  perform app.require_seen(p_seen_at, (select k.updated_at from public.whatsapp_credit_packages k where k.id = p_id));
  if exists (select from public.whatsapp_credit_packages k where k.id = p_id and k.price_brl <> p_price_brl) then
    perform app.note_package_change(p_note);
  end if;
  insert into public.whatsapp_credit_packages as k (id, name, description, credits, price_brl, is_active, is_featured, position)
  values (p_id, v_name, nullif(app.normalize_lines(left(p_description, 500)), ''), p_credits, app.require_price(p_price_brl),
    coalesce(p_is_active, true), coalesce(p_is_featured, false),
    (select coalesce(max(o.position), 0) + 10 from public.whatsapp_credit_packages o))
  on conflict (id) do update set
    name = excluded.name, description = excluded.description, credits = excluded.credits, price_brl = excluded.price_brl,
    is_active = coalesce(p_is_active, k.is_active), is_featured = coalesce(p_is_featured, k.is_featured)
  returning * into v_package;
  return v_package;
end;
$function$;

comment on function public.saas_save_credit_package(p_id uuid, p_name text, p_description text, p_credits integer, p_price_brl numeric, p_is_active boolean, p_is_featured boolean, p_seen_at timestamp with time zone, p_note text) is 'Caller: SaaS administrators. Creates the package, last in order, or changes it; the id is the caller''s, so a repeated call changes nothing. p_seen_at: updated_at of the package that was changed, NULL for a new one. Another price needs p_note. Purchases begun before keep their price. Errors: PT401 not_signed_in, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_credits, PT400 invalid_price, PT400 note_required, PT409 changed_meanwhile or deleted.';

grant execute on function public.saas_save_credit_package(p_id uuid, p_name text, p_description text, p_credits integer, p_price_brl numeric, p_is_active boolean, p_is_featured boolean, p_seen_at timestamp with time zone, p_note text) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_set_addon_limits(p_tenant_id uuid, p_addon_type text, p_daily_limit integer, p_hourly_limit integer, p_is_active boolean DEFAULT true, p_expires_at timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS public.addon_credits
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_addon public.addon_credits;
begin
  perform app.require_saas_admin();
  if p_daily_limit < 0 or p_hourly_limit < 0 then
    raise sqlstate 'PT400' using message = 'invalid_credits', detail = 'A limit is not negative; NULL is no limit.';
  end if;
  v_addon := app.lock_addon(p_tenant_id, p_addon_type, app.await_addon(p_tenant_id, p_addon_type));
  update public.addon_credits a set
    daily_limit = p_daily_limit, hourly_limit = p_hourly_limit, is_active = coalesce(p_is_active, a.is_active), expires_at = p_expires_at
  where a.tenant_id = p_tenant_id and a.id = v_addon.id returning * into v_addon;
  return v_addon;
end;
$function$;

comment on function public.saas_set_addon_limits(p_tenant_id uuid, p_addon_type text, p_daily_limit integer, p_hourly_limit integer, p_is_active boolean, p_expires_at timestamp with time zone) is 'Caller: SaaS administrators. How much of an add-on a clinic may spend a day and an hour (NULL: any), whether and until when. Errors: PT401 not_signed_in, PT403 forbidden, PT400 invalid_credits, PT404 tenant_not_found, PT404 addon_not_found.';

grant execute on function public.saas_set_addon_limits(p_tenant_id uuid, p_addon_type text, p_daily_limit integer, p_hourly_limit integer, p_is_active boolean, p_expires_at timestamp with time zone) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_set_credit_package_active(p_id uuid, p_is_active boolean)
 RETURNS public.whatsapp_credit_packages
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_package public.whatsapp_credit_packages;
begin
  perform app.require_saas_admin();
  update public.whatsapp_credit_packages set is_active = coalesce(p_is_active, is_active) where id = p_id returning * into v_package;
  if not found then
    raise sqlstate 'PT404' using message = 'package_not_found';
  end if;
  return v_package;
end;
$function$;

comment on function public.saas_set_credit_package_active(p_id uuid, p_is_active boolean) is 'Caller: SaaS administrators. Puts a package on sale or takes it off. Errors: PT401 not_signed_in, PT403 forbidden, PT404 package_not_found.';

grant execute on function public.saas_set_credit_package_active(p_id uuid, p_is_active boolean) to authenticated;

CREATE OR REPLACE FUNCTION public.saas_top_up_whatsapp_credits(p_tenant_id uuid, p_credits integer, p_note text, p_client_id uuid, p_admin_id uuid)
 RETURNS public.whatsapp_credits_transactions
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_note text := app.require_top_up(p_tenant_id, p_note, p_client_id, p_admin_id);
begin
  perform app.require_credits(p_credits, p_client_id::text);
  return app.post_credits(p_tenant_id, 'topup_manual', p_credits, 'topup:' || p_client_id, false, null, null, p_admin_id, v_note);
end;
$function$;

comment on function public.saas_top_up_whatsapp_credits(p_tenant_id uuid, p_credits integer, p_note text, p_client_id uuid, p_admin_id uuid) is 'Caller: SaaS administrators, p_admin_id being their own id; not for a clinic they belong to, unless it is the only one. Idempotent by p_client_id. Returns the ledger row. Errors: PT401 not_signed_in, PT403 forbidden, PT403 own_clinic, PT400 missing_client_id, PT400 note_required, PT400 invalid_credits, PT404 tenant_not_found, PT409 reference_in_use.';

grant execute on function public.saas_top_up_whatsapp_credits(p_tenant_id uuid, p_credits integer, p_note text, p_client_id uuid, p_admin_id uuid) to authenticated;

CREATE OR REPLACE FUNCTION public.set_conversation_opt_out(p_tenant_id uuid, p_thread_key text, p_opted_out boolean)
 RETURNS public.conversation_threads
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_before boolean := v_row.opted_out;
begin
  if p_opted_out then
    insert into public.conversation_optouts (tenant_id, thread_id, created_by) values (p_tenant_id, v_row.id, auth.uid())
    -- the latest note stands, also over a word of the person
    on conflict (tenant_id, thread_id) do update set keyword = null, created_by = excluded.created_by, created_at = now();
  else
    delete from public.conversation_optouts where tenant_id = p_tenant_id and thread_id = v_row.id;
  end if;
  update public.conversation_threads t set opted_out = coalesce(p_opted_out, false), updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  if v_row.opted_out <> v_before then
    perform app.note_event(v_row, case when v_row.opted_out then 'opted_out' else 'opted_in' end, clock_timestamp());
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

comment on function public.set_conversation_opt_out(p_tenant_id uuid, p_thread_key text, p_opted_out boolean) is 'Caller: members. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

grant execute on function public.set_conversation_opt_out(p_tenant_id uuid, p_thread_key text, p_opted_out boolean) to authenticated;

CREATE OR REPLACE FUNCTION public.set_conversation_status(p_tenant_id uuid, p_thread_key text, p_status text)
 RETURNS public.conversation_threads
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if p_status is null or p_status not in ('open', 'finished') then
    raise sqlstate 'PT400' using message = 'invalid_status';
  end if;
  if v_row.status = p_status then
    return v_row;
  end if;
  update public.conversation_threads t set status = p_status, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

comment on function public.set_conversation_status(p_tenant_id uuid, p_thread_key text, p_status text) is 'Caller: members. open or finished. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 invalid_status.';

grant execute on function public.set_conversation_status(p_tenant_id uuid, p_thread_key text, p_status text) to authenticated;

CREATE OR REPLACE FUNCTION public.set_low_balance_threshold(p_tenant_id uuid, p_threshold integer)
 RETURNS public.whatsapp_credits_balance
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_balance public.whatsapp_credits_balance;
begin
  perform app.require_admin(p_tenant_id);
  if p_threshold is null or p_threshold not between 0 and 1000000 then
    raise sqlstate 'PT400' using message = 'invalid_credits', hint = 'From 0 to 1,000,000 credits.';
  end if;
  v_balance := app.lock_credits(p_tenant_id);
  if v_balance.low_balance_threshold <> p_threshold then
    update public.whatsapp_credits_balance b set
      low_balance_threshold = p_threshold,
      low_balance_alerted_at = case when b.balance <= p_threshold then coalesce(b.low_balance_alerted_at, now()) end,
      updated_at = clock_timestamp()
    where b.tenant_id = p_tenant_id returning * into v_balance;
    perform app.broadcast(p_tenant_id, 'credits', app.credits_payload(v_balance));
  end if;
  return v_balance;
end;
$function$;

comment on function public.set_low_balance_threshold(p_tenant_id uuid, p_threshold integer) is 'Caller: owner or admin. The clinic is warned at or under so many credits. Returns the balance row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_credits.';

grant execute on function public.set_low_balance_threshold(p_tenant_id uuid, p_threshold integer) to authenticated;

CREATE OR REPLACE FUNCTION public.set_member_role(p_tenant_id uuid, p_user_id uuid, p_role text)
 RETURNS public.tenant_members
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_caller_role text := app.lock_team_as_admin(p_tenant_id);
  v_row public.tenant_members;
begin
  if p_role is null or not p_role = any (app.grantable_roles('owner')) then
    raise sqlstate 'PT400' using message = 'invalid_role';
  end if;
  if not p_role = any (app.grantable_roles(v_caller_role)) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only an owner can make another owner.';
  end if;
  v_row := app.lock_manageable_member(p_tenant_id, p_user_id, v_caller_role);
  if v_row.role <> p_role then
    update public.tenant_members set role = p_role
    where tenant_id = p_tenant_id and user_id = p_user_id returning * into v_row;
  end if;
  return v_row;
end;
$function$;

comment on function public.set_member_role(p_tenant_id uuid, p_user_id uuid, p_role text) is 'Caller: owner or admin (owners only for and over owners). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_role, PT404 member_not_found, PT409 last_owner.';

grant execute on function public.set_member_role(p_tenant_id uuid, p_user_id uuid, p_role text) to authenticated;

CREATE OR REPLACE FUNCTION public.start_conversation(p_tenant_id uuid, p_phone text, p_name text DEFAULT NULL::text)
 RETURNS public.conversation_threads
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_phone text;
  v_name text := app.typed_name(p_name);
  v_thread_id uuid;
  v_row public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  v_phone := app.normalize_phone(p_phone);
  if v_phone is null then
    raise sqlstate 'PT400' using message = 'invalid_phone', hint = 'Write area code and number, for example (11) 91234-5678.';
  end if;
  -- a statement of its own: a query does not see the row that a function inside it inserts
  v_thread_id := app.resolve_thread(p_tenant_id, jsonb_build_object('phone', v_phone), v_name, 'person');
  select * into v_row from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_thread_id;
  if v_row.status = 'finished' or v_row.contact_name is null and v_name is not null then
    -- whoever has a name keeps it
    update public.conversation_threads t set status = 'open', updated_at = clock_timestamp(),
      contact_name = coalesce(t.contact_name, v_name),
      name_source = case when t.contact_name is null and v_name is not null then 'person' else t.name_source end
    where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

comment on function public.start_conversation(p_tenant_id uuid, p_phone text, p_name text) is 'Caller: members. Finds or opens the conversation of a typed phone; p_name is for one without a name. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_phone.';

grant execute on function public.start_conversation(p_tenant_id uuid, p_phone text, p_name text) to authenticated;

CREATE OR REPLACE FUNCTION public.update_my_profile(p_full_name text, p_locale text)
 RETURNS public.profiles
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_user uuid := app.require_user();
  v_name text := app.require_name(p_full_name);
  v_row public.profiles;
begin
  if p_locale is null or p_locale not in ('pt-BR', 'en') then
    raise sqlstate 'PT400' using message = 'invalid_locale';
  end if;
  update public.profiles set full_name = v_name, locale = p_locale where id = v_user returning * into v_row;
  return v_row;
end;
$function$;

comment on function public.update_my_profile(p_full_name text, p_locale text) is 'Caller: oneself. Errors: PT401 not_signed_in, PT400 invalid_name, PT400 invalid_locale.';

grant execute on function public.update_my_profile(p_full_name text, p_locale text) to authenticated;

CREATE OR REPLACE FUNCTION public.update_tenant(p_tenant_id uuid, p_name text, p_cpf_cnpj text, p_time_zone text, p_ignore_groups boolean)
 RETURNS public.tenants
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_document text := app.normalise_cpf_cnpj(p_cpf_cnpj);
  v_name text;
  v_row public.tenants;
begin
  perform app.require_admin(p_tenant_id);
  v_name := app.require_name(p_name);
  if v_document is null and p_cpf_cnpj ~ '\w' then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj', detail = 'The check digits do not match.';
  end if;
  perform app.require_time_zone(p_time_zone);
  update public.tenants
  set name = v_name, cpf_cnpj = v_document, time_zone = p_time_zone, ignore_groups = coalesce(p_ignore_groups, true)
  where id = p_tenant_id returning * into v_row;
  return v_row;
end;
$function$;

comment on function public.update_tenant(p_tenant_id uuid, p_name text, p_cpf_cnpj text, p_time_zone text, p_ignore_groups boolean) is 'Caller: owner or admin. p_cpf_cnpj may be formatted; empty clears it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_cpf_cnpj, PT400 invalid_time_zone.';

grant execute on function public.update_tenant(p_tenant_id uuid, p_name text, p_cpf_cnpj text, p_time_zone text, p_ignore_groups boolean) to authenticated;

CREATE TRIGGER users_create_profile AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION app.tg_users__create_profile();

CREATE TRIGGER users_sync_email AFTER UPDATE OF email ON auth.users FOR EACH ROW WHEN (((new.email)::text IS DISTINCT FROM (old.email)::text)) EXECUTE FUNCTION app.tg_users__sync_email();

create policy insert_clinic_presence on realtime.messages for insert to authenticated
  with check (((extension = 'presence'::text) AND (( SELECT realtime.topic() AS topic) IN ( SELECT ('tenant:'::text || t.t)
   FROM app.my_tenant_ids() t(t)))));

create policy select_clinic_topic on realtime.messages for select to authenticated
  using (((extension = ANY (ARRAY['broadcast'::text, 'presence'::text])) AND (( SELECT realtime.topic() AS topic) IN ( SELECT ('tenant:'::text || t.t)
   FROM app.my_tenant_ids() t(t)))));
