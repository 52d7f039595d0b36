create function public.cancel_history_import(p_tenant_id uuid, p_import_id uuid)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_import app.history_imports;
begin
  perform app.require_admin(p_tenant_id);
  -- a worker that stores a page holds the row: its page stays, and it reads no other
  perform app.end_history_import(p_tenant_id, p_import_id, 'cancelled');
  select * into v_import from app.history_imports i where i.tenant_id = p_tenant_id and i.id = p_import_id;
  if not found then
    raise sqlstate 'PT404' using message = 'import_not_found';
  end if;
  return app.history_import_payload(v_import);
end;
$$;
comment on function public.cancel_history_import(uuid, uuid) is
  'Caller: owner or admin. Ends an import; what it stored stays, and one that is over stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 import_not_found.';
revoke execute on function public.cancel_history_import(uuid, uuid) from public, anon, authenticated;
grant execute on function public.cancel_history_import(uuid, uuid) to authenticated;
