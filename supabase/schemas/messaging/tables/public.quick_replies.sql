-- Texts that a clinic or a person writes again and again, put into the composer by a short word after "/".
create table public.quick_replies (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  owner_id uuid,
  shortcut text not null,
  title text not null,
  body text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  -- somebody who leaves takes their own texts along
  foreign key (tenant_id, owner_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  constraint shortcut_is_a_word check (shortcut ~ '^[a-z0-9][a-z0-9_-]{0,31}$'),
  constraint title_is_one_plain_line check (title = app.normalize_name(title)),
  constraint title_fits check (char_length(title) between 2 and 80),
  constraint body_fits check (char_length(body) <= 4096)
);

alter table public.quick_replies enable row level security;

-- first the owner: also the index of the reference to a member
create unique index quick_replies_shortcut on public.quick_replies (tenant_id, owner_id, shortcut) nulls not distinct;

create policy select_clinic_and_own on public.quick_replies for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) and (owner_id is null or owner_id = (select auth.uid())));

create trigger quick_replies_touch before update on public.quick_replies
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.quick_replies is 'Quick replies of a clinic (owner_id NULL) and of its people; {{nome}}, {{clinica}} and {{atendente}} in the body are filled in by the composer.';
comment on column public.quick_replies.body is 'Empty where files say it all.';
comment on column public.quick_replies.shortcut is 'What follows "/" in the composer: lower case, no accents. One''s own goes before the clinic''s.';

-- No write grants: save_quick_reply and delete_quick_reply decide who may.
revoke all on public.quick_replies from anon, authenticated;
grant select on public.quick_replies to authenticated;
grant select, insert, update, delete on public.quick_replies to service_role;
