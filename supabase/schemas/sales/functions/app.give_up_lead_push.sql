create function app.give_up_lead_push(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_lead uuid := p_job.payload ->> 'lead_id';
begin
  update public.crm_lead_sync s set status = 'failed', error = coalesce(p_job.last_error, 'unknown')
  where s.tenant_id = p_job.tenant_id and s.lead_id = v_lead and s.status = 'pending';
  if found then
    perform app.log_sync(p_job.tenant_id, 'out', 'failed', v_lead, jsonb_build_object('code', p_job.last_error));
    perform app.broadcast(p_job.tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', v_lead));
  end if;
end;
$$;
comment on function app.give_up_lead_push(app.jobs) is 'A lead that could not be written at Dinamize for long has failed.';
revoke execute on function app.give_up_lead_push(app.jobs) from public, anon, authenticated;
