-- What can be booked online: a type of session with a therapist.
create table public.booking_offers (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  therapist_id uuid not null,
  session_type_id uuid not null,
  note text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, session_type_id) references public.session_types (tenant_id, id) on delete cascade,
  constraint booking_offered_once unique (tenant_id, therapist_id, session_type_id),
  constraint offer_note_is_one_plain_line check (note = app.normalize_name(note) and char_length(note) between 1 and 200)
);

alter table public.booking_offers enable row level security;

create index booking_offers_type on public.booking_offers (tenant_id, session_type_id);

create policy select_members on public.booking_offers for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.booking_offers is 'Which types of session strangers may book with which therapist. Its id is what the public page names: nothing of the account of a therapist is in it.';
comment on column public.booking_offers.note is 'What the page says about it.';

-- No write grants: save_booking_settings decides.
revoke all on public.booking_offers from anon, authenticated;
grant select on public.booking_offers to authenticated;
grant select, insert, update, delete on public.booking_offers to service_role;
