-- A time offered to one who waits, until when, and what they said.
create table public.waiting_list_offers (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  slot_id uuid not null,
  entry_id uuid not null,
  state text not null default 'queued',
  token_hash bytea,
  body text,
  message_id uuid,
  skipped text,
  expires_at timestamptz,
  answered_at timestamptz,
  session_id uuid,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, slot_id) references public.waiting_slots (tenant_id, id) on delete cascade,
  foreign key (tenant_id, entry_id) references public.waiting_list (tenant_id, id) on delete cascade,
  constraint offered_once unique (tenant_id, slot_id, entry_id),
  constraint offer_state_is_known check (
    state in ('queued', 'open', 'unsent', 'accepted', 'refused', 'expired', 'withdrawn', 'filled')),
  constraint open_offer_has_a_deadline check (state <> 'open' or expires_at is not null),
  constraint accepted_offer_has_a_session check ((state = 'accepted') = (session_id is not null))
);

alter table public.waiting_list_offers enable row level security;

create index waiting_list_offers_entry on public.waiting_list_offers (tenant_id, entry_id);

create policy select_members on public.waiting_list_offers for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.waiting_list_offers is 'Offers of a free time: queued (to be sent), open (sent, until expires_at), unsent (skipped says why), accepted, refused, expired, withdrawn by the clinic, filled by somebody else.';
comment on column public.waiting_list_offers.token_hash is 'SHA-256 of the secret in the link; the secret is in the message alone.';

-- No write grants: offer_waiting_slot and its siblings decide. The hash is nobody's business.
revoke all on public.waiting_list_offers from anon, authenticated;
grant select (tenant_id, id, slot_id, entry_id, state, body, message_id, skipped, expires_at, answered_at, session_id, created_by,
  created_at) on public.waiting_list_offers to authenticated;
grant select, insert, update, delete on public.waiting_list_offers to service_role;
