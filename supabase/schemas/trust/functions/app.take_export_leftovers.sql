create function app.take_export_leftovers(p_tenant_id uuid, p_id uuid, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_export public.exports;
begin
  update public.exports e set state = 'expired'
  where e.tenant_id = p_tenant_id and e.id = p_id and e.state = 'ready' and e.expires_at <= p_now
  returning * into v_export;
  if found then
    perform app.tell_export(v_export);
  end if;
  select * into v_export from public.exports e where e.tenant_id = p_tenant_id and e.id = p_id;
  return coalesce((
    select jsonb_agg(f.path order by f.path) from app.export_files f
    where f.tenant_id = p_tenant_id and f.export_id = p_id
      and case v_export.state when 'ready' then f.path <> v_export.path when 'queued' then false when 'running' then false else true end), '[]');
end;
$$;
comment on function app.take_export_leftovers(uuid, uuid, timestamptz) is
  'Caller: worker. Paths of objects of an export that nobody may open any more. One whose time is over is expired from now on. Errors: none.';
revoke execute on function app.take_export_leftovers(uuid, uuid, timestamptz) from public, anon, authenticated;
grant execute on function app.take_export_leftovers(uuid, uuid, timestamptz) to service_role;
