-- What somebody asked for about their own data (LGPD art. 18), and until when the clinic has to answer (art. 19).
create table public.privacy_requests (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  patient_id uuid,
  person_name text not null,
  contact text,
  kind text not null,
  details text,
  received_on date not null,
  due_on date not null generated always as (received_on + 15) stored,
  state text not null default 'open',
  answer text,
  answered_at timestamptz,
  answered_by uuid,
  created_by uuid,
  created_at timestamptz not null default now(),
  origin text not null default 'clinic',
  email text,
  cpf text,
  birth_date date,
  acts_for text,
  token_hash bytea,
  email_seen_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint request_kind_is_known check (kind in ('access', 'correction', 'deletion', 'portability', 'withdrawal', 'sharing', 'opposition')),
  constraint request_state_is_known check (state in ('open', 'done', 'refused')),
  constraint person_name_is_one_plain_line check (person_name = app.normalize_name(person_name)),
  constraint request_texts_fit check (char_length(person_name) >= 2 and char_length(person_name) <= 120 and char_length(contact) <= 200
    and char_length(details) <= 2000 and char_length(answer) >= 3 and char_length(answer) <= 2000),
  constraint answered_whole check ((state = 'open') = (answered_at is null) and (state = 'open') = (answered_by is null) and (state = 'open') = (answer is null)),
  constraint request_origin_is_known check (origin in ('clinic', 'page')),
  constraint clinic_wrote_it_down check (origin = 'page' or created_by is not null),
  constraint request_email_is_one check (email = app.normalize_email(email)),
  constraint request_cpf_is_normalised check (cpf ~ '^[0-9]{11}$'),
  constraint acts_for_is_one_plain_line check (acts_for = app.normalize_name(acts_for) and char_length(acts_for) between 2 and 120)
);

alter table public.privacy_requests enable row level security;

create index privacy_requests_due on public.privacy_requests (tenant_id, state, due_on);
create index privacy_requests_patient on public.privacy_requests (tenant_id, patient_id) where patient_id is not null;
create unique index privacy_requests_token on public.privacy_requests (tenant_id, token_hash) where token_hash is not null;

create policy select_admins on public.privacy_requests for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

comment on table public.privacy_requests is 'Requests of people about their own data. The term of 15 days is never doubled: what a clinic of health does is of high risk (Res. CD/ANPD 2/2022).';
comment on column public.privacy_requests.origin is 'page: the person handed it in by the public page (app.submit_privacy_request); clinic: somebody wrote it down.';
comment on column public.privacy_requests.acts_for is 'Whose data it is about when somebody else asks for them.';
comment on column public.privacy_requests.token_hash is 'SHA-256 of the secret in the mail to the person: it opens the page of the request.';
comment on column public.privacy_requests.email_seen_at is 'When the link of that mail was first used: whoever asked reads this address.';

-- No write grants: save_privacy_request, answer_privacy_request and app.submit_privacy_request decide.
revoke all on public.privacy_requests from anon, authenticated;
grant select (tenant_id, id, patient_id, person_name, contact, kind, details, received_on, due_on, state, answer, answered_at, answered_by, created_by,
  created_at, origin, email, cpf, birth_date, acts_for, email_seen_at) on public.privacy_requests to authenticated;
grant select, insert, update, delete on public.privacy_requests to service_role;
