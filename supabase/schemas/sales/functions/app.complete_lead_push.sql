create function app.complete_lead_push(p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_lead_id uuid, p_result jsonb)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_account app.dinamize_accounts;
  v_sync public.crm_lead_sync;
  v_lead public.crm_leads;
  v_kind text := p_result ->> 'kind';
  v_is_over boolean := true;
begin
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id;
  -- the lead before its row here, as whoever changes it does: the log names the lead and locks it too
  perform from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_lead_id for key share;
  select * into v_sync from public.crm_lead_sync s where s.tenant_id = p_tenant_id and s.lead_id = p_lead_id for update;
  select * into v_lead from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_lead_id;
  if v_sync.lead_id is not null and v_account.tenant_id is not null and v_sync.place = app.sync_place(v_account) then
    if v_kind in ('created', 'updated', 'found') then
      v_sync.agreed := v_sync.agreed || coalesce(p_result -> 'pushed', '{}');
      -- changed while it was written: once more
      v_is_over := v_lead.email is null or app.changed_fields(app.lead_sync_fields(v_account, v_lead), v_sync.agreed) = '{}';
    end if;
    update public.crm_lead_sync s set
      contact_code = coalesce(p_result ->> 'contact_code', s.contact_code), agreed = v_sync.agreed, direction = 'out',
      status = case when v_kind = 'failed' then 'failed' when v_kind = 'opted_out' then 'opted_out' when v_is_over then 'synced' else 'pending' end,
      error = case when v_kind = 'failed' then coalesce(p_result ->> 'code', 'unknown') end,
      synced_at = case when v_kind = 'failed' then s.synced_at else clock_timestamp() end
    where s.tenant_id = p_tenant_id and s.lead_id = p_lead_id;
    perform app.log_sync(p_tenant_id, 'out', v_kind, p_lead_id, jsonb_build_object('code', p_result -> 'code', 'request', p_result -> 'request',
      'warnings', p_result -> 'warnings', 'fields', (select jsonb_agg(k order by k) from jsonb_object_keys(coalesce(p_result -> 'pushed', '{}')) k)));
    perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', p_lead_id));
  end if;
  if v_lead.id is null and v_kind in ('created', 'updated', 'found') and v_account.tenant_id is not null and p_result ->> 'contact_code' <> '' then
    -- erased or deleted here while it was written there: nobody stays behind
    perform app.queue_contact_erasure(p_tenant_id, app.sync_place(v_account), p_result ->> 'contact_code');
  end if;
  if v_is_over then
    return case when app.finish_job(p_tenant_id, p_job_id, p_lease_token) then 'finished' else 'lost' end;
  end if;
  update app.jobs j set lease_token = null, leased_until = null, attempts = 0, run_at = now()
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null;
  return case when found then 'retried' else 'lost' end;
end;
$$;
comment on function app.complete_lead_push(uuid, bigint, uuid, uuid, jsonb) is
  'Caller: the job push_lead, in the place of finishing it: p_result {kind: created | updated | found | opted_out | failed, contact_code, pushed, code, request, warnings}. finished, retried: the lead changed meanwhile and the job goes on, lost: somebody else has it. What was written there is noted in each case.';
revoke execute on function app.complete_lead_push(uuid, bigint, uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.complete_lead_push(uuid, bigint, uuid, uuid, jsonb) to service_role;
