create function app.schedule_pix_check(p_tenant_id uuid, p_id uuid, p_at timestamptz)
returns void
language sql
set search_path = ''
as $$
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, 'check_pix', jsonb_build_object('id', p_id), format('pix:%s:%s', p_id, floor(extract(epoch from p_at) / 60)), p_at)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
$$;
comment on function app.schedule_pix_check(uuid, uuid, timestamptz) is 'Asaas is asked then how a PIX is. Errors: none.';
revoke execute on function app.schedule_pix_check(uuid, uuid, timestamptz) from public, anon, authenticated;
