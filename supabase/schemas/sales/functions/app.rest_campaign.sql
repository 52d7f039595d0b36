create function app.rest_campaign(p_campaign public.campaigns, p_job app.jobs, p_for text, p_until timestamptz, p_sends jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  update public.campaigns c set waits_for = p_for, waits_until = p_until
  where c.tenant_id = p_campaign.tenant_id and c.id = p_campaign.id and (c.waits_for, c.waits_until) is distinct from (p_for, p_until);
  if found then
    perform app.tell_campaign(p_campaign.tenant_id, p_campaign.id);
  end if;
  update app.jobs j set run_at = p_until, attempts = 0, lease_token = null, leased_until = null
  where j.tenant_id = p_job.tenant_id and j.id = p_job.id;
  return jsonb_build_object('state', 'waits', 'sends', p_sends);
end;
$$;
comment on function app.rest_campaign(public.campaigns, app.jobs, text, timestamptz, jsonb) is
  'The campaign goes on at a later moment; its job comes again then.';
revoke execute on function app.rest_campaign(public.campaigns, app.jobs, text, timestamptz, jsonb) from public, anon, authenticated;
