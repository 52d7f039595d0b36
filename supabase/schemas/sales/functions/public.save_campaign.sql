create function public.save_campaign(p_tenant_id uuid, p_id uuid, p_name text, p_definition jsonb, p_version integer default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text;
  v_definition jsonb;
  v_row public.campaigns;
begin
  perform app.require_campaigner(p_tenant_id);
  v_name := app.require_name(p_name, 80);
  v_definition := app.checked_campaign(p_definition);
  if p_id is null then
    insert into public.campaigns (tenant_id, name, definition, created_by) values (p_tenant_id, v_name, v_definition, auth.uid())
    returning * into v_row;
  else
    v_row := app.lock_campaign(p_tenant_id, p_id);
    if v_row.state <> 'draft' then
      raise sqlstate 'PT409' using message = 'campaign_started';
    elsif p_version is distinct from v_row.version then
      raise sqlstate 'PT409' using message = 'campaign_changed';
    end if;
    if (v_row.name, v_row.definition) is distinct from (v_name, v_definition) then
      update public.campaigns c set name = v_name, definition = v_definition, version = c.version + 1
      where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
    end if;
  end if;
  perform app.tell_campaign(p_tenant_id, v_row.id);
  return app.campaign_report(v_row);
end;
$$;
comment on function public.save_campaign(uuid, uuid, text, jsonb, integer) is
  'Caller: who sends campaigns. Keeps a draft; a wrong one with its problems. p_version is the one that was read. Answers as get_campaign. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_campaign, PT404 campaign_not_found, PT409 campaign_started, PT409 campaign_changed.';
revoke execute on function public.save_campaign(uuid, uuid, text, jsonb, integer) from public, anon, authenticated;
grant execute on function public.save_campaign(uuid, uuid, text, jsonb, integer) to authenticated;
