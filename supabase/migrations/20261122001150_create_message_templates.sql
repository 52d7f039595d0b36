-- Approved templates of the official number (B3): WhatsApp takes nothing else outside the 24 hours after the person's
-- last message. The provider owns them; this is its list as it was at the last look. Comes before sending, which uses it.

create table public.message_templates (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  external_id text not null,
  name text not null,
  language text not null,
  category text,
  body text not null,
  variables jsonb not null default '[]',
  extras jsonb not null default '[]',
  status text not null,
  rejection_reason text,
  synced_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint template_is_stored_once unique (tenant_id, channel_id, external_id),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint template_status_is_known check (status in ('approved', 'pending', 'rejected', 'paused', 'disabled', 'unsubmitted')),
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint external_id_is_hx check (external_id ~ '^HX[0-9a-zA-Z]{30,32}$'),
  constraint variables_are_a_list check (jsonb_typeof(variables) = 'array'),
  constraint extras_are_a_list check (jsonb_typeof(extras) = 'array')
);
comment on table public.message_templates is 'Message templates of a channel as the provider listed them last; kept up by app.replace_message_templates.';
comment on column public.message_templates.variables is 'What has to be filled in, in order of appearance: [{key, example}].';
comment on column public.message_templates.extras is 'What the patient reads around the text, for the preview: [{kind: title|footer|button|detail, text}]; a detail is another text with variables, such as the address behind a button.';
comment on column public.message_templates.updated_at is 'When the template itself changed; synced_at is when it was last seen.';

alter table public.twilio_accounts add column templates_synced_at timestamptz;
comment on column public.twilio_accounts.templates_synced_at is 'Last look at the account''s templates; NULL before the first.';

-- The text as the provider will make it. In one pass: a value that looks like a placeholder stays what it is.
create function app.render_template(p_body text, p_variables jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select string_agg(piece.text || coalesce(p_variables ->> placeholder.found[2], placeholder.found[1], ''), '' order by piece.n)
  from regexp_split_to_table(p_body, '\{\{\s*\w+\s*\}\}') with ordinality as piece (text, n)
  left join regexp_matches(p_body, '(\{\{\s*(\w+)\s*\}\})', 'g') with ordinality as placeholder (found, n) using (n);
$$;

-- The values for a template's variables, trimmed; refuses what WhatsApp refuses, and characters that break a line, turn its
-- direction or show nothing. Others that were given are left out.
create function app.checked_template_variables(p_template public.message_templates, p_given jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
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
$$;

-- A template filled in for sending: {body, content} of its message.
create function app.prepare_template(p_channel public.notification_channels, p_template jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
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
$$;

-- Which channel's templates to look up, and whether somebody did so a moment ago.
create function app.template_sync_target(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
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
$$;
comment on function app.template_sync_target(uuid) is
  'Caller: any member, through sync-whatsapp-templates. {channel_id, synced_at, is_fresh} of the active official number. Errors: PT401 not_signed_in, PT403 not_a_member, PT409 no_template_channel.';

create function app.replace_message_templates(p_tenant_id uuid, p_channel_id uuid, p_account_sid text, p_templates jsonb)
returns timestamptz
language plpgsql
set search_path = ''
as $$
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
$$;
comment on function app.replace_message_templates(uuid, uuid, text, jsonb) is
  'Caller: sync-whatsapp-templates. Makes the stored templates of an official number those of the list; kept ones keep their id. Returns when; NULL when the number is gone or now belongs to another account than the one that was listed.';

create function public.list_message_templates(p_tenant_id uuid)
returns setof public.message_templates
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select t.* from public.message_templates t
    join public.notification_channels c on c.tenant_id = t.tenant_id and c.id = t.channel_id and c.is_active
    where t.tenant_id = p_tenant_id
    order by t.status = 'approved' desc, lower(t.name), t.language, t.id;
end;
$$;
comment on function public.list_message_templates(uuid) is
  'Caller: members. Templates of the active channel, approved first, then by name; none where it is not an official number. Errors: PT401 not_signed_in, PT403 not_a_member.';

-- Another account has other templates.
create function app.tg_twilio_accounts__forget_templates()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  delete from public.message_templates t where t.tenant_id = new.tenant_id and t.channel_id = new.channel_id;
  new.templates_synced_at := null;
  return new;
end;
$$;
create trigger twilio_accounts_forget_templates before update on public.twilio_accounts
  for each row when (old.account_sid is distinct from new.account_sid)
  execute function app.tg_twilio_accounts__forget_templates();

alter table public.message_templates enable row level security;
create policy select_members on public.message_templates for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

-- No write grants: the provider's list is the truth, and only the sync writes it down.
revoke all on public.message_templates from anon, authenticated;
grant select on public.message_templates to authenticated;
grant select, insert, update, delete on public.message_templates to service_role;

revoke execute on function app.render_template(text, jsonb),
  app.checked_template_variables(public.message_templates, jsonb),
  app.prepare_template(public.notification_channels, jsonb), app.template_sync_target(uuid),
  app.replace_message_templates(uuid, uuid, text, jsonb), public.list_message_templates(uuid),
  app.tg_twilio_accounts__forget_templates() from public, anon, authenticated;
grant execute on function app.template_sync_target(uuid), public.list_message_templates(uuid) to authenticated;
grant execute on function app.replace_message_templates(uuid, uuid, text, jsonb) to service_role;
