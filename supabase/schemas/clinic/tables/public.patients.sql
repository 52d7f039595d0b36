-- Whoever is treated by a clinic. Nothing clinical is here: the record has tables and readers of its own.
create table public.patients (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  full_name text not null,
  social_name text,
  name text not null generated always as (coalesce(social_name, full_name)) stored,
  sort_name text not null generated always as (app.normalize_text(coalesce(social_name, full_name))) stored,
  sound text not null generated always as (app.name_sound(app.normalize_text(coalesce(social_name, full_name)))) stored,
  pronoun text,
  gender text,
  birth_date date,
  cpf text,
  cep text,
  street text,
  street_number text,
  complement text,
  district text,
  city text,
  state text,
  note text,
  version integer not null default 1,
  archived_at timestamptz,
  merged_into_id uuid,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, merged_into_id) references public.patients (tenant_id, id) on delete cascade,
  constraint merged_ones_are_archived check (merged_into_id is null or archived_at is not null),
  constraint full_name_is_one_plain_line check (full_name = app.normalize_name(full_name)),
  constraint full_name_fits check (char_length(full_name) between 2 and 120),
  constraint social_name_is_one_plain_line check (social_name = app.normalize_name(social_name) and char_length(social_name) between 2 and 120),
  constraint pronoun_is_known check (pronoun in ('ela', 'ele', 'elu')),
  constraint gender_is_known check (gender in ('cis_woman', 'cis_man', 'trans_woman', 'trans_man', 'travesti', 'non_binary', 'other', 'undisclosed')),
  constraint birth_date_is_of_a_person check (birth_date >= '1880-01-01'),
  constraint cpf_is_normalised check (cpf ~ '^[0-9]{11}$'),
  constraint cep_is_normalised check (cep ~ '^[0-9]{8}$'),
  constraint state_is_known check (state in (
    'AC', 'AL', 'AM', 'AP', 'BA', 'CE', 'DF', 'ES', 'GO', 'MA', 'MG', 'MS', 'MT', 'PA', 'PB', 'PE', 'PI', 'PR', 'RJ', 'RN', 'RO', 'RR',
    'RS', 'SC', 'SE', 'SP', 'TO')),
  constraint texts_fit check (
    char_length(street) <= 200 and char_length(street_number) <= 20 and char_length(complement) <= 100 and char_length(district) <= 100
    and char_length(city) <= 100 and char_length(note) <= 2000)
);

alter table public.patients enable row level security;

-- a page of the list, and the archive beside it
create index patients_by_name on public.patients (tenant_id, (archived_at is null), sort_name, id);
create index patients_newest on public.patients (tenant_id, (archived_at is null), created_at desc, id desc);
-- two with one CPF are duplicates to be merged: told, not refused, because a child may have been written down with its mother's
create index patients_cpf on public.patients (tenant_id, cpf) where cpf is not null;
create index patients_merged on public.patients (tenant_id, merged_into_id) where merged_into_id is not null;
-- who sounds the same: a merge candidate
create index patients_sound on public.patients (tenant_id, sound);

create policy select_members on public.patients for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger patients_touch before update on public.patients
  for each row execute function app.tg_any__touch_updated_at();

create trigger patients_index_words after insert or update or delete on public.patients
  for each row execute function app.tg_patients__index_words();

comment on table public.patients is 'People who are treated by a clinic: how they are called and reached. Clinical content is elsewhere.';
comment on column public.patients.full_name is 'The civil name: on fiscal papers only where there is a social name.';
comment on column public.patients.name is 'What everybody says: the social name, or else the civil one.';
comment on column public.patients.sound is 'How the first and the last word of the name sound (app.name_sound): for merge candidates.';
comment on column public.patients.note is 'For the reception: nothing clinical.';
comment on column public.patients.merged_into_id is 'The same person twice: all that is theirs is at the other one, which opens in their place. undo_patient_merge takes it back.';
comment on column public.patients.version is 'Rises with every change of the form: who saves an older one is told.';

-- No write grants: save_patient and archive_patient decide.
revoke all on public.patients from anon, authenticated;
grant select on public.patients to authenticated;
grant select, insert, update, delete on public.patients to service_role;
