-- Products, prices or services of a clinic changed: half a minute later its catalogue is written anew, if it has one.
create function app.tg_any__refresh_catalogue()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  select d.tenant_id, 'refresh_catalogue', '{}', 'refresh_catalogue', now() + interval '30 seconds'
  from public.ai_documents d
  where d.kind = 'catalogue' and d.deleted_at is null and d.tenant_id in (select c.tenant_id from changed c)
    -- not of a clinic that is being deleted
    and exists (select from public.tenants t where t.id = d.tenant_id)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
  return null;
end;
$$;
revoke execute on function app.tg_any__refresh_catalogue() from public, anon, authenticated;
