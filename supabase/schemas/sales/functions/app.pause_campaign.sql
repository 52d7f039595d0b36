create function app.pause_campaign(p_tenant_id uuid, p_id uuid, p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.campaigns c set state = 'paused', pause_reason = left(p_reason, 60), waits_for = null, waits_until = null
  where c.tenant_id = p_tenant_id and c.id = p_id and c.state = 'running';
  if found then
    perform app.audit(p_tenant_id, 'campaign.paused', 'campaign', p_id::text, null, null, p_reason);
    perform app.tell_campaign(p_tenant_id, p_id);
  end if;
end;
$$;
comment on function app.pause_campaign(uuid, uuid, text) is
  'Caller: the worker, where going on would skip everybody. Nothing leaves until somebody resumes it.';
revoke execute on function app.pause_campaign(uuid, uuid, text) from public, anon, authenticated;
