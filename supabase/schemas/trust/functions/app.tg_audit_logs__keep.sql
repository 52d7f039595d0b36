-- A row is sealed once; its details are erased by app.erase_audit_details and it goes by app.prune_audit alone, or with its clinic.
create function app.tg_audit_logs__keep()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_stack text;
  v_sealed public.audit_logs;
begin
  get diagnostics v_stack = pg_context;
  if tg_op = 'UPDATE' then
    v_sealed := old;
    v_sealed.seq := new.seq;
    v_sealed.prev_hash := new.prev_hash;
    v_sealed.hash := new.hash;
    if (old.seq is null and new.seq is not null and v_sealed is not distinct from new) or v_stack ~ '\nPL/pgSQL function app\.erase_audit_details\(' then
      return new;
    end if;
  elsif tg_op = 'DELETE' then
    if v_stack ~ '\nPL/pgSQL function app\.prune_audit\(' or not exists (select from public.tenants t where t.id = old.tenant_id) then
      return old;
    end if;
  end if;
  raise sqlstate 'PT409' using message = 'record_is_kept', detail = tg_table_name;
end;
$$;
revoke execute on function app.tg_audit_logs__keep() from public, anon, authenticated;
