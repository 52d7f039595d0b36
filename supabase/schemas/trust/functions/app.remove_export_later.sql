-- Removes what nobody may open any more, from that moment on; once a moment.
create function app.remove_export_later(p_tenant_id uuid, p_id uuid, p_at timestamptz)
returns void
language sql
set search_path = ''
as $$
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, 'remove_export', jsonb_build_object('id', p_id), format('remove_export:%s:%s', p_id, extract(epoch from p_at)), p_at)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
$$;
revoke execute on function app.remove_export_later(uuid, uuid, timestamptz) from public, anon, authenticated;
