create function app.queue_lead_push(p_tenant_id uuid, p_lead_id uuid)
returns void
language sql
set search_path = ''
as $$
  insert into app.jobs as j (tenant_id, kind, payload, dedupe_key)
  values (p_tenant_id, 'push_lead', jsonb_build_object('lead_id', p_lead_id), 'push_lead:' || p_lead_id)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null
    -- what was given up is begun anew
    do update set dead_at = null, attempts = 0, last_error = null, run_at = now() where j.dead_at is not null;
$$;
comment on function app.queue_lead_push(uuid, uuid) is 'One open job a lead; the caller holds the lead''s row of crm_lead_sync.';
revoke execute on function app.queue_lead_push(uuid, uuid) from public, anon, authenticated;
