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
    update public.meta_accounts a set templates_synced_at = now()
    where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id and a.parent_id = p_account_sid;
  end if;
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
revoke execute on function app.replace_message_templates(uuid, uuid, text, jsonb) from public, anon, authenticated;
grant execute on function app.replace_message_templates(uuid, uuid, text, jsonb) to service_role;
