-- What a person reads, accepts or may agree to in an intake form. Contract, authorisation and notice are no consent: care itself rests
-- on other bases of the law (LGPD art. 11 II f), so only what needs consent asks for it, each by itself.
create table public.intake_purposes (
  key text primary key,
  nature text not null,
  position smallint not null,
  default_title text not null,
  default_body text not null,
  is_used_at_first boolean not null,
  constraint intake_purposes_key_is_a_word check (key ~ '^[a-z_]{2,30}$'),
  constraint nature_is_known check (nature in ('notice', 'contract', 'authorisation', 'consent'))
);

alter table public.intake_purposes enable row level security;

create policy select_signed_in on public.intake_purposes for select to authenticated using ((select auth.uid()) is not null);

comment on table public.intake_purposes is 'Texts of an intake form by purpose, with the words that a clinic begins with.';
comment on column public.intake_purposes.nature is
  'notice: read; contract: accepted by everybody; authorisation: by the guardian of a minor; consent: free, separate and revocable.';

revoke all on public.intake_purposes from anon, authenticated;
grant select on public.intake_purposes to authenticated;
grant select, insert, update, delete on public.intake_purposes to service_role;
