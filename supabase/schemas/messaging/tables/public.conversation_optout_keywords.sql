create table public.conversation_optout_keywords (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  word text not null,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint conversation_optout_keywords_word unique (tenant_id, word),
  constraint word_is_normalized check (word = app.bare_words(word) and char_length(word) between 3 and 40)
);

alter table public.conversation_optout_keywords enable row level security;

create index conversation_optout_keywords_created_by on public.conversation_optout_keywords (created_by);

create policy select_members on public.conversation_optout_keywords for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.conversation_optout_keywords is 'Words of a clinic that opt a person out when they are all that a message says, beside the system words of app.opt_words.';

revoke all on public.conversation_optout_keywords from anon, authenticated;
grant select on public.conversation_optout_keywords to authenticated;
grant select, insert, update, delete on public.conversation_optout_keywords to service_role;
