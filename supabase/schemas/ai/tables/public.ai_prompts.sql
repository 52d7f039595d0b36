-- What the model is told, by version.
create table public.ai_prompts (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  version integer not null,
  name text not null,
  text text not null,
  state text not null default 'draft',
  share smallint not null default 0,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  activated_at timestamptz,
  primary key (tenant_id, id),
  constraint prompt_version_is_given_once unique (tenant_id, version),
  constraint prompt_state_is_known check (state in ('draft', 'evaluated', 'active', 'retired')),
  constraint prompt_name_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 80),
  constraint prompt_text_fits check (char_length(text) between 1 and 20000),
  constraint share_is_of_a_hundred check (share between 0 and 100),
  constraint share_is_of_an_active_prompt check ((share > 0) = (state = 'active'))
);

alter table public.ai_prompts enable row level security;

create policy select_leaders on public.ai_prompts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])));

comment on table public.ai_prompts is 'draft: may be changed; evaluated: measured, and fixed from there on; active: answers share of a hundred conversations; retired: was active.';

-- No write grants: save_assistant_prompt and its neighbours decide.
revoke all on public.ai_prompts from anon, authenticated;
grant select on public.ai_prompts to authenticated;
grant select, insert, update, delete on public.ai_prompts to service_role;
